import type { PointUnit } from '#server/domains/points/entities'
import { tagMember } from '#server/domains/member/tag/tags'
import { balanceOf } from '#server/domains/points/queries'
import type { Tx } from '#server/platform/db/tx'
import { BREAKFAST, breadFor } from './baskets'
import { bringCustomers } from './distribution'
import { tellXiaoman } from './messages'
import { giveTimesCard } from './offers'
import { buy, createMember, exchangeFor, present, useOneCoupon, visitDaily } from './people'
import { inviteFriends } from './referrals'
import { at, HISTORY_DAYS, openIdOf, type Town } from './town'

type Act = (tx: Tx) => Promise<unknown>

/** What the clerks call her by. */
const TAGS = ['爱喝美式', '带孩子来']

const STORY = { points: 2480, growth: 1860, endingSoon: 200 }

/** 林小满: a gold member six days into her streak, with points that run out soon. */
export async function createXiaoman(tx: Tx, { vault, now, clerks, shop, dice }: Town) {
  const profile = { openId: openIdOf('xiaoman'), nickname: '林小满', phone: '13812345678', birthday: 19950614 }
  const memberId = await createMember(tx, vault, profile, at(now, HISTORY_DAYS - 60))
  const storeId = shop.stores.wutong
  const [clerk] = clerks
  const life: [Date, Act][] = []
  const then = (daysAgo: number, minute: number, act: (tx: Tx, moment: Date) => Promise<unknown>) => {
    const moment = at(now, daysAgo, minute)
    life.push([moment, (unit) => act(unit, moment)])
  }
  for (let daysAgo = 280; daysAgo > 12; daysAgo -= 12)
    then(daysAgo, 20, (unit, moment) =>
      buy(unit, { memberId, storeId, lines: breadFor(36 + (daysAgo % 7) * 5), at: moment }),
    )
  for (let daysAgo = 40; daysAgo > 7; daysAgo -= 2)
    then(daysAgo, 0, (unit, moment) => visitDaily(unit, memberId, moment))
  if (clerk) then(300, 40, (unit, moment) => useOneCoupon(unit, { memberId, ...clerk }, moment))
  then(12, 10, (unit, moment) => exchangeFor(unit, { memberId, itemName: '热美式一杯' }, moment))
  then(11, 10, (unit, moment) => exchangeFor(unit, { memberId, itemName: '生日蛋糕写字', storeId }, moment))
  const ending = { memberId, points: STORY.endingSoon, reason: '会员日赠送', expiresAt: at(now, -8) }
  then(10, 10, (unit, moment) => present(unit, ending, moment))
  for (let daysAgo = 6; daysAgo >= 1; daysAgo -= 1)
    then(daysAgo, 0, (unit, moment) => visitDaily(unit, memberId, moment))
  then(2, 10, (unit, moment) => giveTimesCard(unit, memberId, moment))
  then(1, 30, (unit, moment) => buy(unit, { memberId, storeId, lines: BREAKFAST, at: moment }))
  // The journal goes forward only.
  for (const [, act] of life.sort(([one], [other]) => one.getTime() - other.getTime())) await act(tx)
  await inviteFriends(tx, memberId, { shop, clerks, dice, now, vault })
  await bringCustomers(tx, memberId, { shop, clerks, dice, now, vault })
  const missing = async (unit: PointUnit, wanted: number) => wanted - (await balanceOf(tx, memberId, unit, now))
  const gifts = [
    { unit: 'growth', wanted: STORY.growth, reason: '会员日成长值', expiresAt: null },
    { unit: 'points', wanted: STORY.points, reason: '会员日双倍积分', expiresAt: at(now, -364) },
  ] as const
  for (const { unit, wanted, ...gift } of gifts) {
    const points = await missing(unit, wanted)
    if (points > 0) await present(tx, { memberId, unit, points, ...gift }, at(now, 1, 40))
  }
  for (const tag of TAGS) await tagMember(tx, { memberId, tag, at: now, taggedBy: 'system' })
  await tellXiaoman(tx, memberId, now)
}
