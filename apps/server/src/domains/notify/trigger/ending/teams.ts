import { Between, In, MoreThan } from 'typeorm'
import { Activities, Teams, type TeamRow } from '#server/domains/groupbuy/entities'
import { seatsOf } from '#server/domains/groupbuy/team'
import { brandOf } from '#server/domains/store/queries'
import { stampText } from '#server/platform/business-day'
import { inTransaction, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { tell } from '../../tell'
import { behind, lockMark, moveMark } from './mark'
import type { Told } from '../told'

const AHEAD_MS = 2 * 3_600_000
const A_RUN = 50

/** Everybody who has a seat of a team that somebody is missing from. */
async function toldOf(tx: Tx, team: TeamRow, name: string, zone: string): Promise<Told[]> {
  if (team.deadlineAt === null) return []
  const missing = team.size - team.seats
  const note = `还差 ${missing} 人，喊朋友来`
  const facts = { name, missing: String(missing), teamNo: team.id, note, endsAt: stampText(team.deadlineAt, zone) }
  const until = team.deadlineAt
  return (await seatsOf(tx, [team.id])).map(({ memberId, id }) => ({
    ...{ memberId, topic: 'groupbuy.ending', title: '拼团快截止了', facts, until },
    words: `「${name}」还差 ${missing} 人，到点没拼成，钱原路退回`,
    page: `groupbuy/order/index?orderId=${id}`,
  }))
}

async function lookOn(tx: Tx, now: Date): Promise<boolean> {
  const mark = await lockMark(tx, 'teams', now)
  const end = new Date(now.getTime() + AHEAD_MS)
  const teams = await behind(mark, A_RUN, (from, take) =>
    tx.find(Teams, {
      where:
        'past' in from
          ? { dueAt: Between(new Date(from.past.getTime() + 1), end) }
          : { dueAt: from.at, id: MoreThan(from.after) },
      order: { dueAt: 'ASC', id: 'ASC' },
      take,
    }),
  )
  const last = teams[teams.length - 1]
  if (!last?.dueAt) return false
  const { zone } = await brandOf(tx)
  const activities = await tx.find(Activities, { where: { id: In(teams.map((team) => team.activityId)) } })
  const names = new Map(activities.map(({ id, name }) => [id, name]))
  for (const team of teams)
    if (team.state === 'forming' && team.seats < team.size && team.deadlineAt && team.deadlineAt > now)
      await tell(tx, await toldOf(tx, team, names.get(team.activityId) ?? '拼团', zone), `team-ending:${team.id}`, now)
  await moveMark(tx, 'teams', last.dueAt, last.id)
  return teams.length === A_RUN
}

/** Warns the teams whose time is over in two hours, each once; who opens one for less needs no warning. True when more wait. */
export const tellTeamsEnding = ({ db }: Pick<Platform, 'db'>, now: Date) => inTransaction(db, (tx) => lookOn(tx, now))
