import { In, IsNull, Not, type DataSource } from 'typeorm'
import { Events } from '#server/platform/events/entities'
import type { Vault } from '#server/platform/crypto/vault'
import { inTransaction, type Tx } from '#server/platform/db/tx'
import { DEMO_PASSWORD, demoOperators, personas } from '#server/demo/personas'
import { Operators } from '#server/domains/admin/entities'
import { createOperator } from '#server/domains/admin/invitations'
import { hashPassword } from '#server/domains/admin/password'
import { createDice, type Dice } from './dice'
import { balanceOf } from '#server/domains/points/queries'
import {
  buy,
  claim,
  createMember,
  createStaff,
  createUser,
  exchangeFor,
  present,
  useOneCoupon,
  visitDaily,
} from './people'
import { createShop, type Shop } from './shop'

const DAY_MS = 86_400_000
const HISTORY_DAYS = 150
const MEMBERS = 200
const VISITS_MAX = 18
const PROGRESS_EVERY = 50

const FAMILY = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const GIVEN = [
  '小雨',
  '一鸣',
  '思远',
  '可欣',
  '子涵',
  '安',
  '梓萱',
  '晓东',
  '若曦',
  '嘉宁',
  '文博',
  '佳怡',
  '明哲',
  '静',
  '雪',
  '浩然',
]

type Town = { shop: Shop; clerks: { staffId: string; storeId: string }[]; dice: Dice; now: Date; vault: Vault }

const at = (now: Date, daysAgo: number, minute = 0) => new Date(now.getTime() - daysAgo * DAY_MS + minute * 60_000)

const openIdOf = (key: (typeof personas)[number]['key']) => personas.find((one) => one.key === key)?.openId ?? key

async function createTeam(tx: Tx, shop: Shop, since: Date) {
  const { wutong, riverside } = shop.stores
  const both = [wutong, riverside]
  const fang = await createStaff(
    tx,
    { openId: openIdOf('fang'), name: '小方', role: 'clerk', storeIds: [wutong] },
    since,
  )
  const jiang = await createStaff(
    tx,
    { openId: openIdOf('jiang'), name: '江江', role: 'clerk', storeIds: [riverside] },
    since,
  )
  await createStaff(tx, { openId: openIdOf('zhou'), name: '周店长', role: 'manager', storeIds: both }, since)
  await createStaff(tx, { openId: openIdOf('owner'), name: '老板娘', role: 'owner', storeIds: both }, since)
  return [
    { staffId: fang, storeId: wutong },
    { staffId: jiang, storeId: riverside },
  ]
}

const STORY = { points: 2480, growth: 1860, endingSoon: 200 }

/** 林小满: a gold member six days into her streak, with points that run out soon. */
async function createXiaoman(tx: Tx, { vault, now, clerks }: Town) {
  const profile = { openId: openIdOf('xiaoman'), nickname: '林小满', phone: '13812345678', birthday: 19950614 }
  const memberId = await createMember(tx, vault, profile, at(now, HISTORY_DAYS))
  const growthLeft = async () => STORY.growth - (await balanceOf(tx, memberId, 'growth', now))
  const pointsLeft = async () => STORY.points - (await balanceOf(tx, memberId, 'points', now))
  for (let daysAgo = 140; daysAgo > 12; daysAgo -= 6)
    await buy(tx, memberId, 60 + (daysAgo % 7) * 3, at(now, daysAgo, 20))
  for (let daysAgo = 40; daysAgo > 7; daysAgo -= 2) await visitDaily(tx, memberId, at(now, daysAgo))
  const [clerk] = clerks
  if (clerk) await useOneCoupon(tx, { memberId, ...clerk }, at(now, 140, 40))
  await exchangeFor(tx, memberId, '热美式一杯', at(now, 12))
  await present(tx, { memberId, points: STORY.endingSoon, reason: '会员日赠送', expiresAt: at(now, -8) }, at(now, 10))
  for (let daysAgo = 6; daysAgo >= 1; daysAgo -= 1) await visitDaily(tx, memberId, at(now, daysAgo))
  if ((await growthLeft()) > 0) await buy(tx, memberId, await growthLeft(), at(now, 1, 30))
  if ((await pointsLeft()) > 0) {
    const points = await pointsLeft()
    await present(tx, { memberId, points, reason: '会员日双倍积分', expiresAt: at(now, -364) }, at(now, 1, 40))
  }
}

/** One of many: comes for a while, more or less often, takes a coupon now and then. */
async function createRegular(tx: Tx, index: number, { shop, clerks, dice, now, vault }: Town) {
  const joinedDaysAgo = dice.whole(1, HISTORY_DAYS - 10)
  const nickname = dice.happens(800) ? dice.pick(FAMILY) + dice.pick(GIVEN) : null
  const profile = {
    openId: `demo-openid-${index}`,
    nickname: nickname ?? '微信用户',
    phone: dice.happens(400) ? `139${String(10_000_000 + index)}` : null,
    birthday: null,
  }
  const memberId = await createMember(tx, vault, profile, at(now, joinedDaysAgo))
  const everyDays = dice.pick([1, 2, 3, 5, 9, 14, 30])
  const clerk = dice.pick(clerks)
  const lastDaysAgo = dice.happens(700) ? 1 : dice.whole(1, joinedDaysAgo)
  let visits = 0
  for (let daysAgo = joinedDaysAgo; daysAgo >= lastDaysAgo && visits < VISITS_MAX; daysAgo -= everyDays, visits += 1) {
    await visitDaily(tx, memberId, at(now, daysAgo, dice.whole(-180, 180)))
    if (dice.happens(300)) await buy(tx, memberId, dice.whole(18, 88), at(now, daysAgo, 200))
    if (dice.happens(150)) await useOneCoupon(tx, { memberId, ...clerk }, at(now, daysAgo, 210))
  }
  if (dice.happens(300)) await claim(tx, memberId, shop.templates.croissant, at(now, 0, -dice.whole(30, 600)))
  // The later in the list, the later in the day: the counter's list is in the order of its rows.
  if (dice.happens(60))
    await useOneCoupon(tx, { memberId, ...clerk }, at(now, 0, Math.floor((index - MEMBERS) / 4) - 2))
}

async function createOperators(db: DataSource, since: Date) {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  await inTransaction(db, async (tx) => {
    for (const operator of demoOperators) {
      const id = await createOperator(tx, operator, since)
      await tx.update(Operators, { id }, { passwordHash })
    }
  })
}

/** What the past announced has no listener any more; the demo starts with nothing waiting. */
const settleEvents = (db: DataSource) =>
  db.manager.update(
    Events,
    { nextAt: Not(IsNull()), name: Not(In(['member.joined', 'channel.scanned'])) },
    { nextAt: null },
  )

/** A shop with people and months of history, written by the same verbs that members use. */
export async function seedDemo(db: DataSource, vault: Vault, now: Date, say: (line: string) => void) {
  const since = at(now, HISTORY_DAYS + 30)
  const town = await inTransaction(db, async (tx) => {
    const shop = await createShop(tx, now, since)
    return { shop, clerks: await createTeam(tx, shop, since), dice: createDice(20_261_122), now, vault }
  })
  await createOperators(db, since)
  await inTransaction(db, async (tx) => {
    await createUser(tx, openIdOf('newcomer'), now)
    await createXiaoman(tx, town)
  })
  for (let index = 1; index <= MEMBERS; index += 1) {
    await inTransaction(db, (tx) => createRegular(tx, index, town))
    if (index % PROGRESS_EVERY === 0) say(`  ${index} of ${MEMBERS} members`)
  }
  await settleEvents(db)
}
