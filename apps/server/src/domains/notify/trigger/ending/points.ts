import { Between, MoreThan } from 'typeorm'
import { monthOf } from '@huitou/shared/kit/day'
import { Accounts, Lots } from '#server/domains/points/entities'
import { today } from '#server/domains/store/queries'
import { stampText, untilText } from '#server/platform/business-day'
import { inTransaction, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { tell } from '../../tell'
import { behind, lockMark, moveMark } from './mark'
import type { Told } from '../told'

const AHEAD_MS = 7 * 86_400_000
const A_RUN = 200
/** Fewer are not worth a message. */
const MIN_POINTS = 50

const until = (from: Date, end: Date) => Between(new Date(from.getTime() + 1), end)

/** What of an account's points ends within the week, if it is enough. Along (account, live, expires_at). */
async function endingOf(tx: Tx, accountId: string, now: Date, zone: string): Promise<Told | null> {
  const account = await tx.findOne(Accounts, { where: { id: accountId, unit: 'points' } })
  if (!account || account.mergedInto !== null) return null
  const lots = await tx.find(Lots, {
    where: { accountId, live: true, state: 'active', expiresAt: until(now, new Date(now.getTime() + AHEAD_MS)) },
    order: { expiresAt: 'ASC' },
  })
  const points = lots.reduce((sum, lot) => sum + lot.remaining, 0)
  const endsAt = lots[0]?.expiresAt
  if (!endsAt || points < MIN_POINTS) return null
  const note = '去商城看看能换什么'
  return {
    ...{ memberId: account.memberId, topic: 'points.ending', title: '有积分快到期了', page: 'pages/points/index' },
    words: `${points} 积分从${untilText(endsAt, zone)}起陆续到期，${note}`,
    facts: { points: String(points), endsAt: stampText(new Date(endsAt.getTime() - 1), zone), note },
    until: endsAt,
  }
}

async function lookOn(tx: Tx, now: Date): Promise<boolean> {
  const mark = await lockMark(tx, 'points', now)
  const end = new Date(now.getTime() + AHEAD_MS)
  const lots = await behind(mark, A_RUN, (from, take) =>
    tx.find(Lots, {
      select: { id: true, accountId: true, dueAt: true },
      where: 'past' in from ? { dueAt: until(from.past, end) } : { dueAt: from.at, accountId: MoreThan(from.after) },
      order: { dueAt: 'ASC', accountId: 'ASC' },
      take,
    }),
  )
  const last = lots[lots.length - 1]
  if (!last?.dueAt) return false
  const { day, brand } = await today(tx, now)
  for (const accountId of new Set(lots.map((lot) => lot.accountId))) {
    const told = await endingOf(tx, accountId, now, brand.zone)
    if (told) await tell(tx, [told], `points:${monthOf(day)}`, now)
  }
  await moveMark(tx, 'points', last.dueAt, last.accountId)
  return lots.length === A_RUN
}

/** Looks at lots once each, when their end comes within a week; at most one message a month for a member. True when more wait. */
export const tellPointsEnding = ({ db }: Pick<Platform, 'db'>, now: Date) => inTransaction(db, (tx) => lookOn(tx, now))
