import { randomUUID } from 'node:crypto'
import { IsNull, Not } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import type { Goal, TaskDraft } from '@huitou/shared/task/schema'
import { templateOf } from '#seeds/shop'
import { eventHandlers } from '#server/app'
import { Templates } from '#server/domains/coupon/entities'
import { recordPurchase } from '#server/domains/purchase/record'
import { refundPurchase } from '#server/domains/purchase/refund'
import { inTransaction } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { deliverEvents } from '#server/platform/events/deliver'
import { Events } from '#server/platform/events/entities'
import type { MemberClient, OperatorClient } from '#test/people'
import { until } from '#test/until'
import type { World } from '#test/world'
import { Causes, Progresses, Tasks } from './entities'

export const goal = (kind: Goal['kind'], count = 1, minFen: number | null = null): Goal => ({ kind, count, minFen })

type Card = Output<'task.list'>['groups'][number]['tasks'][number]

/** What members see and do, and what the rows say. */
function looks(world: World) {
  const card = async (person: MemberClient, taskId: string): Promise<Card | undefined> =>
    (await person.must('task.list', {})).groups.flatMap(({ tasks }) => tasks).find((one) => one.taskId === taskId)

  const claim = (person: MemberClient, taskId: string, day: number | null = null) =>
    person.send('task.claim', { taskId, day })

  const points = async (person: MemberClient) => (await person.must('points.balance', {})).available

  const rows = (taskId: string) => world.db.manager.find(Progresses, { where: { taskId }, order: { id: 'ASC' } })
  const taskRow = (id: string) => world.db.manager.findOneByOrFail(Tasks, { id })

  /** As if nothing had been told yet. */
  async function forget(taskId: string) {
    for (const { id } of await rows(taskId)) await world.db.manager.delete(Causes, { progressId: id })
    await world.db.manager.delete(Progresses, { taskId })
  }

  return { card, claim, points, rows, taskRow, forget }
}

/** Tasks for tests: set up by an operator, done by members through the doors of the other rooms. */
export function taskHands(world: World) {
  const now = () => world.clock.now()

  async function draft(operator: OperatorClient, change: TaskDraft = {}): Promise<string> {
    const body = { name: '消费一次', period: 'once', goal: goal('purchase'), points: 20, ...change } as const
    return (await operator.must('task.saveDefinition', { id: null, body })).task.id
  }

  async function task(operator: OperatorClient, change: TaskDraft = {}): Promise<string> {
    const taskId = await draft(operator, change)
    await operator.must('task.publish', { taskId })
    return taskId
  }

  async function template(change: object = {}): Promise<string> {
    const plan = { name: '任务券', kind: 'exchange', itemName: '曲奇一份', validDays: 14, claimable: false } as const
    const { identifiers } = await world.db.manager.insert(Templates, templateOf({ ...plan, ...change }, now()))
    return String(identifiers[0]?.['id'])
  }

  /** Everything that was announced has been heard. */
  const heard = () =>
    until(async () => {
      await deliverEvents(world.db, eventHandlers, now())
      return (await world.db.manager.countBy(Events, { nextAt: Not(IsNull()) })) === 0
    }, 30)

  const buy = ({ memberId }: Pick<MemberClient, 'memberId'>, paidFen = 3000, at = now()) =>
    inTransaction(world.db, (tx) =>
      recordPurchase(tx, {
        ...{ memberId, storeId: world.shop.stores.wutong, receiptNo: randomUUID().slice(0, 30), channel: 'counter' },
        lines: [{ name: '吐司', category: '面包', quantity: 1, paidFen }],
        ...{ at, actor: 'staff:1', now: now() },
      }),
    )

  const refund = (purchaseId: string, amountFen?: number) =>
    inTransaction(world.db, (tx) =>
      refundPurchase(tx, {
        ...{ purchaseId, refundKey: randomUUID(), reason: '退货', actor: 'staff:1', now: now() },
        what: amountFen === undefined ? { by: 'whole' } : { by: 'amount', amountFen },
      }),
    )

  const tell = (name: string, data: Record<string, string>) =>
    inTransaction(world.db, (tx) => announce(tx, name, data, now()))

  return { draft, task, template, heard, buy, refund, tell, ...looks(world) }
}
