import { claimUntilOf } from '@huitou/shared/task/rules'
import { brandOf } from '#server/domains/store/queries'
import { Progresses, Tasks, type TaskRow } from '#server/domains/task/entities'
import { stampText, untilText } from '#server/platform/business-day'
import { inTransaction, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Messages } from '../../entities'
import { tell } from '../../tell'
import { lockMark } from './mark'
import type { Told } from '../told'

const AHEAD_MS = 2 * 86_400_000
const A_RUN = 200
const PAGE = 'account/tasks/index'

const keyOf = ({ id }: TaskRow) => `task-ending:${id}`

/** Tasks whose rewards can be fetched two days more at most. Of daily ones nothing is told: they would bring a message every day. */
async function endingTasks(tx: Tx, now: Date): Promise<{ task: TaskRow; until: Date }[]> {
  const tasks = await tx.find(Tasks, { where: { claim: 'claim' }, order: { id: 'ASC' } })
  return tasks.flatMap((task) => {
    if (task.state === 'draft' || task.period === 'daily' || task.stockLeft === 0) return []
    const until = claimUntilOf({ ...task, until: task.openUntil }, now)
    const isNear = until !== null && until > now && until.getTime() - now.getTime() <= AHEAD_MS
    return isNear ? [{ task, until }] : []
  })
}

/** Who has done it, could fetch the reward and has not, and was not told yet. Along (task, member). */
async function waitingFor(tx: Tx, task: TaskRow): Promise<string[]> {
  const rows = await tx
    .createQueryBuilder(Progresses, 'progress')
    .innerJoin('member', 'member', 'member.id = progress.memberId AND member.leftAt IS NULL')
    .select('progress.memberId', 'memberId')
    .where('progress.taskId = :taskId AND progress.doneAt IS NOT NULL AND progress.claimedAt IS NULL', {
      taskId: task.id,
    })
    .andWhere('member.tierLevel >= :level', { level: task.minLevel ?? 0 })
    .andWhere((query) => {
      const told = query.subQuery().select('1').from(Messages, 'told')
      const same = 'told.triggerKey = :key AND told.memberId = progress.memberId'
      return `NOT EXISTS ${told.where(same).getQuery()}`
    })
    .setParameter('key', keyOf(task))
    .orderBy('progress.memberId')
    .limit(A_RUN)
    .getRawMany<{ memberId: string | number }>()
  return rows.map(({ memberId }) => String(memberId))
}

const toldOf = (memberId: string, { name }: TaskRow, until: Date, zone: string): Told => {
  const note = '在任务中心领'
  return {
    ...{ memberId, topic: 'task.ending', title: '有份奖励快过期了', page: PAGE, until },
    words: `「${name}」做完了还没领，${untilText(until, zone)}前${note}`,
    facts: { name, endsAt: stampText(new Date(until.getTime() - 1), zone), note },
  }
}

async function lookOn(tx: Tx, now: Date): Promise<boolean> {
  await lockMark(tx, 'rewards', now)
  const { zone } = await brandOf(tx)
  for (const { task, until } of await endingTasks(tx, now)) {
    const memberIds = await waitingFor(tx, task)
    const told = memberIds.map((memberId) => toldOf(memberId, task, until, zone))
    await tell(tx, told, keyOf(task), now)
    if (memberIds.length === A_RUN) return true
  }
  return false
}

/** Tells who has a reward waiting, two days before it can be fetched no longer, once. True when more wait. */
export const tellRewardsEnding = ({ db }: Pick<Platform, 'db'>, now: Date) => inTransaction(db, (tx) => lookOn(tx, now))
