import { Duties, type DutyRow } from '#server/domains/worklist/entities'
import { makeWork } from '#server/domains/worklist/duty/make'
import { today } from '#server/domains/store/queries'
import type { Tx } from '#server/platform/db/tx'

const TEN = 600
const KEPT_MS = 30 * 86_400_000

const dutyOf = (now: Date): Omit<DutyRow, 'id'> => ({
  ...{ state: 'on', title: '每日群提醒', path: 'pages/checkin/index', pictureId: null },
  text: '早上好，今天的面包刚出炉，\n点开小程序签个到，连着来有积分；到店报手机号就能用券。',
  ...{ storeIds: [], roles: [], weekdays: [], onDay: null, dueMinutes: TEN, graceMinutes: 30 },
  ...{ savedAt: new Date(now.getTime() - KEPT_MS), madeDay: 0 },
})

/** What staff do every morning: tell the group, with words that need only be pasted. */
export async function createDuties(tx: Tx, now: Date) {
  const { day, brand } = await today(tx, now)
  const { identifiers } = await tx.insert(Duties, dutyOf(now))
  await makeWork(tx, { ...dutyOf(now), id: String(identifiers[0]?.['id']) }, day, brand)
}
