import { In, LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import type { OperatorActivity, OperatorTeam } from '@huitou/shared/groupbuy/console-contract'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Activities, GroupOrders, Teams, type ActivityRow, type GroupOrderRow, type TeamRow } from '../entities'
import { faultsOf } from './lifecycle'
import { bodyOf } from './save'

type Count = { state: string; n: string | number; paid?: string | number | null; back?: string | number | null }
const countOf = (rows: readonly Count[], ...states: string[]) =>
  rows.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + Number(row.n), 0)
const fenOf = (rows: readonly Count[], name: 'paid' | 'back') =>
  rows
    .filter((row) => row.state !== 'paying' && row.state !== 'closed')
    .reduce((sum, row) => sum + Number(row[name] ?? 0), 0)

async function figuresOf(read: Reader, activityId: string): Promise<OperatorActivity['figures']> {
  const teams = await read
    .createQueryBuilder(Teams, 'team')
    .select(['team.state AS state', 'COUNT(*) AS n'])
    .where('team.activityId = :activityId', { activityId })
    .groupBy('team.state')
    .getRawMany<Count>()
  const orders = await read
    .createQueryBuilder(GroupOrders, 'taken')
    .select(['taken.state AS state', 'COUNT(*) AS n'])
    .addSelect('SUM(taken.priceFen)', 'paid')
    .addSelect('SUM(taken.refundedFen)', 'back')
    .where('taken.activityId = :activityId', { activityId })
    .groupBy('taken.state')
    .getRawMany<Count>()
  return {
    ...{ forming: countOf(teams, 'forming'), succeeded: countOf(teams, 'succeeded') },
    failed: countOf(teams, 'failed'),
    ...{
      won: countOf(orders, 'won', 'used'),
      used: countOf(orders, 'used'),
      refunded: countOf(orders, 'refunding', 'refunded'),
    },
    earnedFen: fenOf(orders, 'paid') - fenOf(orders, 'back'),
  }
}

async function present(read: Reader, row: ActivityRow, now: Date): Promise<OperatorActivity> {
  return {
    ...{ id: row.id, state: row.state, stockLeft: row.stockLeft, ...bodyOf(row) },
    publishedAt: row.publishedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    faults: row.state === 'ended' ? [] : await faultsOf(read, row, now),
    figures: await figuresOf(read, row.id),
  }
}

export const operatorActivity = async (read: Reader, id: string, now: Date) => ({
  activity: await present(read, found(await read.findOne(Activities, { where: { id } })), now),
})

const nextOf = (rows: readonly { id: string }[]) => (rows.length > PAGE_SIZE ? (rows[PAGE_SIZE - 1]?.id ?? null) : null)

export async function operatorActivities(
  read: Reader,
  { state, before }: Input<'groupbuy.activities'>,
  now: Date,
): Promise<Output<'groupbuy.activities'>> {
  const where = {
    ...(state === undefined ? {} : { state }),
    ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }),
  }
  const rows = await read.find(Activities, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const shown: OperatorActivity[] = []
  for (const row of rows.slice(0, PAGE_SIZE)) shown.push(await present(read, row, now))
  return { rows: shown, next: nextOf(rows) }
}

const presentTeam = (team: TeamRow, orders: readonly GroupOrderRow[], names: Map<string, string>): OperatorTeam => ({
  ...{ id: team.id, activityId: team.activityId, state: team.state, size: team.size, seats: team.seats },
  openedAt: team.openedAt?.toISOString() ?? null,
  deadlineAt: team.deadlineAt?.toISOString() ?? null,
  decidedAt: team.decidedAt?.toISOString() ?? null,
  orders: orders
    .filter((order) => order.teamId === team.id)
    .map(
      ({
        id,
        memberId,
        isLeader,
        state,
        refundCause,
        priceFen,
        refundedFen,
        paymentId,
        couponId,
        mallOrderId,
        placedAt,
      }) => ({
        ...{ id, memberId, isLeader, state, refundCause, priceFen, refundedFen, paymentId, couponId, mallOrderId },
        memberName: names.get(memberId) ?? '',
        placedAt: placedAt.toISOString(),
      }),
    ),
})

export async function operatorTeams(
  read: Reader,
  { activityId, state, before }: Input<'groupbuy.teams'>,
): Promise<Output<'groupbuy.teams'>> {
  const where = {
    activityId,
    ...(state === undefined ? {} : { state }),
    ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }),
  }
  const rows = await read.find(Teams, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const teams = rows.slice(0, PAGE_SIZE)
  const ids = teams.map((team) => team.id)
  const orders =
    ids.length === 0 ? [] : await read.find(GroupOrders, { where: { teamId: In(ids) }, order: { id: 'ASC' } })
  const members = await read.find(Members, { where: { id: In(orders.map((order) => order.memberId)) } })
  const names = new Map(members.map((member) => [member.id, nameForOthers(member)]))
  return { rows: teams.map((team) => presentTeam(team, orders, names)), next: nextOf(rows) }
}

const PICTURE_ACTIVITIES_MAX = 10_000

/** Which of these pictures some group-buy shows. */
export async function picturesOfGroupBuys(read: Reader, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await read.find(Activities, { select: { id: true, pictureIds: true }, take: PICTURE_ACTIVITIES_MAX })
  const shown = new Set(rows.flatMap((row) => row.pictureIds))
  return new Set(ids.filter((id) => shown.has(id)))
}
