import { In } from 'typeorm'
import type { ActivityCard, TeamCard } from '@huitou/shared/groupbuy/contract'
import { linksOf } from '#server/domains/media/queries'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import type { Reader } from '#server/platform/db/tx'
import { GroupOrders, type ActivityRow, type GroupOrderRow, type TeamRow } from '../entities'
import { seatsOf } from '../team'

const presentActivity = (row: ActivityRow, cover: ActivityCard['cover']): ActivityCard => ({
  ...{
    id: row.id,
    name: row.name,
    drawing: row.drawing,
    cover,
    singlePriceFen: row.singlePriceFen,
    prices: row.prices,
  },
  ...{ left: row.stockLeft, sold: row.sold, newcomersOnly: row.newcomersOnly },
  until: row.openUntil?.toISOString() ?? null,
})

/** Group-buys as they stand in a list, by id. */
export async function activityCards(read: Reader, rows: readonly ActivityRow[]): Promise<Map<string, ActivityCard>> {
  const first = rows.flatMap((row) => row.pictureIds[0] ?? [])
  const links = await linksOf(read, first)
  return new Map(rows.map((row) => [row.id, presentActivity(row, links.get(row.pictureIds[0] ?? '') ?? null)]))
}

async function payingIn(read: Reader, teamIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await read
    .createQueryBuilder(GroupOrders, 'paying')
    .select('paying.teamId', 'teamId')
    .addSelect('COUNT(*)', 'n')
    .where("paying.teamId IN (:...teamIds) AND paying.state = 'paying'", { teamIds })
    .groupBy('paying.teamId')
    .getRawMany<{ teamId: string | number; n: string | number }>()
  return new Map(rows.map((row) => [String(row.teamId), Number(row.n)]))
}

type Told = { team: TeamRow; seats: readonly GroupOrderRow[]; names: Map<string, string>; paying: number }

/** Others are masked; the one who opened it stands first (R34). */
function presentTeam({ team, seats, names, paying }: Told, memberId: string | null): TeamCard {
  return {
    ...{ id: team.id, scene: team.scene, state: team.state, size: team.size, priceFen: team.priceFen, paying },
    missing: team.size - team.seats,
    deadlineAt: team.deadlineAt?.toISOString() ?? null,
    seats: seats
      .toSorted((a, b) => Number(b.isLeader) - Number(a.isLeader))
      .map((one) => ({
        name: one.memberId === memberId ? '你' : (names.get(one.memberId) ?? '会员'),
        isLeader: one.isLeader,
        isYou: one.memberId === memberId,
      })),
  }
}

/** Teams as `memberId` (null: nobody yet) sees them, by id; a few questions for however many. */
export async function teamCards(
  read: Reader,
  teams: readonly TeamRow[],
  memberId: string | null,
): Promise<Map<string, TeamCard>> {
  if (teams.length === 0) return new Map()
  const teamIds = teams.map((team) => team.id)
  const seats = await seatsOf(read, teamIds)
  const members = await read.find(Members, { where: { id: In(seats.map((one) => one.memberId)) } })
  const names = new Map(members.map((member) => [member.id, nameForOthers(member)]))
  const paying = await payingIn(read, teamIds)
  return new Map(
    teams.map((team) => {
      const own = seats.filter((one) => one.teamId === team.id)
      return [team.id, presentTeam({ team, seats: own, names, paying: paying.get(team.id) ?? 0 }, memberId)]
    }),
  )
}
