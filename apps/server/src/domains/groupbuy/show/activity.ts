import { In, IsNull, LessThanOrEqual, MoreThan, Or } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { JOIN_BEFORE_MS, judgeJoin, judgeOpen, type Buyer } from '@huitou/shared/groupbuy/rules'
import { ruleLines } from '@huitou/shared/groupbuy/word-rules'
import type { Decision } from '@huitou/shared/kit/decision'
import { refusals, type Refusal } from '@huitou/shared/refusals'
import { linksOf } from '#server/domains/media/queries'
import type { MemberRow } from '#server/domains/member/entities'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { buyerOf, termsNow, waitingOrderOf } from '../buyer'
import { Activities, GroupOrders, Teams, type ActivityRow, type TeamRow } from '../entities'
import { isInTeam } from '../team'
import { prizeOf } from '../prize'
import { activityCards, teamCards } from './cards'
import { shownPrize } from './prize'

const LISTED_MAX = 50
const TEAMS_SHOWN = 10

const byEnd = (a: ActivityRow, b: ActivityRow) =>
  (a.openUntil?.getTime() ?? Infinity) - (b.openUntil?.getTime() ?? Infinity) || Number(b.id) - Number(a.id)

/** In which teams can be opened now; those that end first stand first. */
export async function openActivities(read: Reader, now: Date): Promise<Output<'groupbuy.list'>> {
  const where = {
    state: 'on' as const,
    openFrom: Or(IsNull(), LessThanOrEqual(now)),
    openUntil: Or(IsNull(), MoreThan(now)),
  }
  const rows = await read.find(Activities, { where, order: { id: 'DESC' }, take: LISTED_MAX })
  const open = rows.sort(byEnd)
  const cards = await activityCards(read, open)
  return { activities: open.map((row) => found(cards.get(row.id))) }
}

const whyNot = (decision: Decision<object, Refusal>) =>
  decision.ok ? null : { code: decision.reason, words: refusals[decision.reason].zh }

const JOIN_NEEDED = { code: 'join_needed', words: refusals.join_needed.zh }

/** Whoever is no member yet is judged as the newcomer they would be: nobody is to join first and be told only then that it is too late. */
const NEWCOMER: Buyer = { had: 0, waiting: false, newcomer: true }

const whyNotAs = async (
  read: Reader,
  activityId: string,
  member: MemberRow | null,
  judge: (buyer: Buyer) => Decision<object, Refusal>,
) => {
  const why = whyNot(judge(member ? await buyerOf(read, activityId, member) : NEWCOMER))
  return why ?? (member ? null : JOIN_NEEDED)
}

async function whyNotOpen(read: Reader, activity: ActivityRow, member: MemberRow | null, now: Date) {
  const [price] = activity.prices
  if (!price) return whyNot({ ok: false, reason: 'not_found' })
  const wish = { size: price.size, priceSeenFen: price.leaderPriceFen }
  const terms = await termsNow(read, activity, now)
  return whyNotAs(read, activity.id, member, (buyer) => judgeOpen(terms, buyer, wish, now))
}

/** Teams that still miss somebody and leave time to pay; those that end first stand first. */
const suggested = (read: Reader, activityId: string, now: Date): Promise<TeamRow[]> =>
  read.find(Teams, {
    where: { activityId, state: 'forming', deadlineAt: MoreThan(new Date(now.getTime() + JOIN_BEFORE_MS)) },
    order: { deadlineAt: 'ASC' },
    take: TEAMS_SHOWN,
  })

/** An order that waits for payment, else one whose team is still open. */
async function runningOrderOf(read: Reader, activityId: string, member: MemberRow | null): Promise<string | null> {
  if (!member) return null
  const waiting = await waitingOrderOf(read, activityId, member)
  const where = { activityId, memberId: member.id, state: 'seated' } as const
  return (waiting ?? (await read.findOne(GroupOrders, { where, order: { id: 'DESC' } })))?.id ?? null
}

async function aboutOf(read: Reader, activity: ActivityRow, now: Date) {
  const links = await linksOf(read, activity.pictureIds)
  return {
    pictures: activity.pictureIds.flatMap((id) => links.get(id) ?? []),
    ...{ about: activity.about, rules: ruleLines(prizeOf(activity), activity), hours: activity.hours },
    ...(await shownPrize(read, activity, now)),
    perMemberLimit: activity.perMemberLimit,
  }
}

/** Whoever opens it; a draft is nobody's but the operator's. */
export async function showActivity(
  read: Reader,
  activityId: string,
  member: MemberRow | null,
  now: Date,
): Promise<Output<'groupbuy.show'>> {
  const states = In(['on', 'paused', 'ended'])
  const activity = found(await read.findOne(Activities, { where: { id: activityId, state: states } }))
  const card = found((await activityCards(read, [activity])).get(activityId))
  const teams = await suggested(read, activityId, now)
  const shown = await teamCards(read, teams, member?.id ?? null)
  return {
    activity: { ...card, ...(await aboutOf(read, activity, now)) },
    teams: teams.map((team) => found(shown.get(team.id))),
    why: await whyNotOpen(read, activity, member, now),
    orderId: await runningOrderOf(read, activityId, member),
  }
}

async function whyNotJoin(read: Reader, { activity, team }: Shown, member: MemberRow | null, now: Date) {
  const inTeam = member !== null && (await isInTeam(read, team.id, member.userFingerprint))
  const terms = { activity: await termsNow(read, activity, now), team }
  return whyNotAs(read, activity.id, member, (buyer) => judgeJoin(terms, { ...buyer, inTeam }, team.priceFen, now))
}

type Shown = { activity: ActivityRow; team: TeamRow }

/** A team by its share code, as `member` (null: nobody yet) sees it. */
export async function showTeam(
  read: Reader,
  scene: string,
  member: MemberRow | null,
  now: Date,
): Promise<Output<'groupbuy.team'>> {
  const team = found(await read.findOne(Teams, { where: { scene } }))
  const activity = found(await read.findOne(Activities, { where: { id: team.activityId } }))
  const card = found((await teamCards(read, [team], member?.id ?? null)).get(team.id))
  const prize = await shownPrize(read, activity, now)
  const own = member && { teamId: team.id, memberId: member.id, cancelAskedAt: IsNull() }
  const order = own && (await read.findOne(GroupOrders, { where: own, order: { id: 'DESC' } }))
  return {
    team: {
      ...card,
      ...{ activity: found((await activityCards(read, [activity])).get(activity.id)), ...prize },
      ...{ orderId: order?.id ?? null, why: await whyNotJoin(read, { activity, team }, member, now) },
    },
  }
}
