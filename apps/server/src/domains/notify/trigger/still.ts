import type { Topic } from '@huitou/shared/notify/topic-rules'
import { Teams } from '#server/domains/groupbuy/entities'
import { Progresses } from '#server/domains/task/entities'
import type { Reader } from '#server/platform/db/tx'
import { Events } from '#server/platform/events/entities'
import type { MessageRow } from '../entities'
import { TELLING } from './topics'

type Message = Pick<MessageRow, 'memberId' | 'topic' | 'triggerKey'>
type Still = (read: Reader, message: Message) => Promise<boolean>

/** The row that a cause is about: "team-ending:7". */
const rowOf = ({ triggerKey }: Message) => triggerKey.slice(triggerKey.indexOf(':') + 1)

/** What was told because of an event is so as long as the same event would be told to them now. */
const toldNow: Still = async (read, message) => {
  if (!message.triggerKey.startsWith('event:')) return true
  const event = await read.findOne(Events, { where: { id: rowOf(message) } })
  const telling = event && TELLING[event.name]
  if (!telling) return true
  const told = await telling(read, event.data, event.at)
  return told.some(({ memberId, topic }) => memberId === message.memberId && topic === message.topic)
}

const teamMisses: Still = async (read, message) => {
  const team = await read.findOne(Teams, { where: { id: rowOf(message) } })
  return team?.state === 'forming' && team.seats < team.size
}

const rewardWaits: Still = (read, message) =>
  read
    .createQueryBuilder(Progresses, 'row')
    .where('row.taskId = :taskId AND row.memberId = :memberId', { taskId: rowOf(message), memberId: message.memberId })
    .andWhere('row.doneAt IS NOT NULL AND row.claimedAt IS NULL')
    .getExists()

/** Topics that ask somebody to do what may have been done by the time the message goes out. */
const STILL: Partial<Record<Topic, Still>> = {
  'coupon.ending': toldNow,
  'mall.ready': toldNow,
  'groupbuy.ending': teamMisses,
  'task.ending': rewardWaits,
  'gathering.reminder': toldNow,
  'gathering.moved': toldNow,
}

/** Whether what a message says is so still: it may have waited for a morning. */
export const isStillSo = async (read: Reader, message: Message & Pick<MessageRow, 'isTest'>): Promise<boolean> =>
  message.isTest || ((await STILL[message.topic]?.(read, message)) ?? true)
