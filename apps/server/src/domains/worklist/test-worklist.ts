import type { DutyBody } from '@huitou/shared/worklist/schema'
import type { OperatorClient, StaffClient } from '#test/people'
import type { World } from '#test/world'
import { makeToday } from './duty/make'
import { Duties, Items } from './entities'

/** Duties for tests; the shop's day is at ten in the morning. */
export function workHands(world: World) {
  const storeId = world.shop.stores.wutong
  const body = (change: Partial<DutyBody> = {}): DutyBody => ({
    ...{ title: '每日群提醒', text: '今天签到啦\n点开小程序就行', path: 'pages/checkin/index', pictureId: null },
    ...{ storeIds: [storeId], roles: [], weekdays: [], onDay: null, dueMinutes: 1200, graceMinutes: 30 },
    ...change,
  })
  const duty = async (operator: OperatorClient, change: Partial<DutyBody> = {}) =>
    (await operator.must('worklist.saveDuty', { id: null, body: body(change) })).duty.id
  const rows = (dutyId: string) => world.db.manager.find(Items, { where: { dutyId }, order: { id: 'ASC' } })
  const mine = async (clerk: StaffClient, at = storeId) => (await clerk.must('worklist.mine', { storeId: at })).items
  const make = () => makeToday(world.platform, world.clock.now())
  /** The duty's work of one store, to be marked. */
  const itemOf = async (dutyId: string) => (await rows(dutyId)).at(-1)?.id ?? ''
  /** Of other tests nothing is left to do. */
  async function clear() {
    for (const table of [Items, Duties]) await world.db.manager.createQueryBuilder().delete().from(table).execute()
  }
  return { storeId, body, duty, rows, mine, make, itemOf, clear }
}
