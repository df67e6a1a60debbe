import { And, IsNull, LessThan, MoreThanOrEqual } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { addDays } from '@huitou/shared/kit/day'
import { Members } from '#server/domains/member/entities'
import { pointsPolicy } from '#server/domains/points/policy'
import { brandOf } from '#server/domains/store/queries'
import { endOfDay } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { Milestones, Referrals, Rewards, Touches } from '../entities'

type State = { state: string; n: string | number }
type Sum = { points: string | number | null; coupons: string | number | null }

const PERMILLE = 1000

async function given(read: Reader, table: typeof Rewards | typeof Milestones, from: Date, until: Date) {
  const row = await read
    .createQueryBuilder<{ points: number }>(table as typeof Rewards, 'given')
    .select(['SUM(given.points) AS points', 'COUNT(given.couponId) AS coupons'])
    .where('given.takenAt IS NULL AND given.givenAt >= :from AND given.givenAt < :until', { from, until })
    .getRawOne<Sum>()
  return { points: Number(row?.points ?? 0), coupons: Number(row?.coupons ?? 0) }
}

/** What inviting brought and cost; people enrolled at a counter are new members too. */
export async function showFigures(
  read: Reader,
  input: Input<'referral.figures'>,
  now: Date,
): Promise<Output<'referral.figures'>> {
  const brand = await brandOf(read)
  const [from, until] = [endOfDay(addDays(input.from, -1), brand), endOfDay(input.until, brand)]
  const within = And(MoreThanOrEqual(from), LessThan(until))
  const states = await read
    .createQueryBuilder(Referrals, 'referral')
    .select(['referral.state AS state', 'COUNT(*) AS n'])
    .where('referral.joinedAt >= :from AND referral.joinedAt < :until', { from, until })
    .groupBy('referral.state')
    .getRawMany<State>()
  const of = (...names: string[]) =>
    states.filter(({ state }) => names.includes(state)).reduce((sum, { n }) => sum + Number(n), 0)
  const joined = of('joined', 'held', 'qualified', 'blocked', 'reversed')
  const newMembers = await read.countBy(Members, { joinedAt: within, mergedInto: IsNull() })
  const [rewards, milestones] = [await given(read, Rewards, from, until), await given(read, Milestones, from, until)]
  const points = rewards.points + milestones.points
  const { pointMilliFen } = await pointsPolicy(read, now)
  return {
    invited: joined + (await read.countBy(Touches, { at: within })),
    ...{ joined, qualified: of('qualified'), held: of('held'), blocked: of('blocked'), reversed: of('reversed') },
    ...{ points, coupons: rewards.coupons + milestones.coupons },
    pointsCostFen: Math.floor((points * pointMilliFen) / PERMILLE),
    newMembers,
    sharePermille: newMembers === 0 ? 0 : Math.floor((joined * PERMILLE) / newMembers),
  }
}
