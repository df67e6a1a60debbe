import { MoreThanOrEqual } from 'typeorm'
import { Members } from '#server/domains/member/entities'
import { Purchases } from '#server/domains/purchase/entities'
import { Templates } from '#server/domains/coupon/entities'
import { Tasks, type TaskRow } from '#server/domains/task/entities'
import { feed } from '#server/domains/task/feed'
import { SOURCES } from '#server/domains/task/happenings'
import type { Tx } from '#server/platform/db/tx'
import { templateOf } from '../shop'

const DAY_MS = 86_400_000
/** For so long they have been on: long enough for a member to be partly through. */
const ON_FOR_DAYS = 15

type Plan = Partial<TaskRow> & Pick<TaskRow, 'name' | 'period' | 'goalKind' | 'sort'>

const taskOf = (plan: Plan, since: Date): Omit<TaskRow, 'id'> => ({
  ...{ state: 'on', about: null, goalCount: 1, goalMinFen: null, points: 0, templateId: null, claim: 'claim' },
  ...{ openFrom: null, openUntil: null, weekdays: [], hours: null, minLevel: null, newcomerDays: null, afterId: null },
  ...{ stockTotal: null, stockLeft: null, pauses: [], savedAt: since, publishedAt: since, endedAt: null },
  ...plan,
})

const insertId = async (inserting: Promise<{ identifiers: { id?: unknown }[] }>) =>
  String((await inserting).identifiers[0]?.['id'])

/** What the shop asks of its members, day by day and over a longer time. */
export async function createTasks(tx: Tx, now: Date) {
  const since = new Date(now.getTime() - ON_FOR_DAYS * DAY_MS)
  const cookie = await insertId(
    tx.insert(
      Templates,
      templateOf({ name: '海盐曲奇券', kind: 'exchange', itemName: '海盐曲奇一份', validDays: 30 }, since),
    ),
  )
  const add = (plan: Plan) => insertId(tx.insert(Tasks, taskOf(plan, since)))
  await add({ name: '今日签到', period: 'daily', goalKind: 'checkin', points: 2, sort: 10 })
  await add({ name: '到店扫码', period: 'daily', goalKind: 'visit', points: 5, sort: 20, about: '码在收银台的屏幕上' })
  await add({ name: '完善资料', period: 'once', goalKind: 'profile', points: 30, sort: 10, about: '生日那个月有惊喜' })
  const first = await add({ name: '首次消费', period: 'once', goalKind: 'first_purchase', points: 50, sort: 20 })
  await add({ name: '再来一次', period: 'once', goalKind: 'purchase', templateId: cookie, afterId: first, sort: 30 })
  await add({
    ...{ name: '消费满 3 次', period: 'growth', goalKind: 'purchase', goalCount: 3, points: 60, templateId: cookie },
    ...{ sort: 10, openUntil: new Date(now.getTime() + 10 * DAY_MS), stockTotal: 100, stockLeft: 100 },
  })
  await add({ name: '和朋友拼一次', period: 'growth', goalKind: 'groupbuy', points: 30, sort: 20 })
  return since
}

/** What somebody bought since then counts, as if it had just been told. */
export async function countBought(tx: Tx, nickname: string, since: Date, now: Date) {
  const member = await tx.findOneByOrFail(Members, { nickname })
  const bought = await tx.find(Purchases, {
    where: { memberId: member.id, at: MoreThanOrEqual(since) },
    order: { at: 'ASC' },
  })
  for (const { id, at } of bought) {
    const happening = await SOURCES['purchase.recorded']?.read(tx, { data: { purchaseId: id }, at })
    if (happening) await feed(tx, member, happening, now)
  }
}
