import { In, LessThan } from 'typeorm'
import { membershipsOf } from '#server/domains/member/member-of'
import { Purchases } from '#server/domains/purchase/entities'
import { Tasks } from '#server/domains/task/entities'
import { factText } from '#server/platform/events/fact'
import type { Telling } from './told'

const PAGE = 'account/tasks/index'

/** A reward that waits to be fetched. What comes by itself needs no word, and a daily task would bring one every day. */
const taskDone: Telling = async (read, data) => {
  const task = await read.findOne(Tasks, { where: { id: factText(data, 'taskId') } })
  if (!task || task.claim === 'automatic' || task.period === 'daily') return []
  const { name } = task
  const note = '奖励在任务中心等你领'
  return [
    {
      ...{ memberId: factText(data, 'memberId'), topic: 'task.done', title: '任务做完了', page: PAGE },
      ...{ words: `「${name}」做完了，${note}`, facts: { name, note } },
    },
  ]
}

/** After the first purchase of a person: what there is to do next (S-208), where there is something. */
const firstPurchase: Telling = async (read, data) => {
  const [memberId, purchaseId] = [factText(data, 'memberId'), factText(data, 'purchaseId')]
  const before = { memberId: In(await membershipsOf(read, memberId)), id: LessThan(purchaseId) }
  if ((await read.existsBy(Purchases, before)) || !(await read.existsBy(Tasks, { state: 'on' }))) return []
  const words = '任务中心里有几件小事，做完有积分和券，看看哪个顺手'
  return [{ memberId, topic: 'purchase.first', title: '谢谢你第一次来', words, page: PAGE, facts: {} }]
}

/** What members did, as messages. */
export const DOING_TELLING: Readonly<Record<string, Telling>> = {
  'task.done': taskDone,
  'purchase.recorded': firstPurchase,
}
