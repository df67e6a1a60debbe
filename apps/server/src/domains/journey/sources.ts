import type { Bought } from '@huitou/shared/journey/rules'
import type { TriggerKind } from '@huitou/shared/journey/schema'
import { Purchases } from '#server/domains/purchase/entities'
import { SOURCES } from '#server/domains/task/happenings'
import type { Reader } from '#server/platform/db/tx'
import type { EventRow } from '#server/platform/events/entities'
import { factText } from '#server/platform/events/fact'

type Told = Pick<EventRow, 'data' | 'at'>
/** `at`: when it happened, however late it is told; `bought`: what they came by, if it was a purchase. */
type Cause = { kind: TriggerKind; cause: string; at: Date; bought: Bought | null }
type Source = {
  /** Which fact names the member. */
  member?: string
  read(read: Reader, told: Told): Promise<Cause[]>
}

const named =
  (kind: TriggerKind, prefix: string, fact: string): Source['read'] =>
  (_read, { data, at }) =>
    Promise.resolve([{ kind, cause: `${prefix}:${factText(data, fact)}`, at, bought: null }])

/** What was given back by now lets nobody enter. */
async function bought(read: Reader, told: Told): Promise<Cause[]> {
  const happening = await SOURCES['purchase.recorded']?.read(read, told)
  if (!happening || happening.times === 0) return []
  const { cause, kinds, at, fen } = happening
  const id = factText(told.data, 'purchaseId')
  const { storeId } = await read.findOneOrFail(Purchases, { select: { id: true, storeId: true }, where: { id } })
  const came = { cause, at, bought: { fen, storeId } }
  return [
    { kind: 'purchase', ...came },
    ...(kinds.includes('first_purchase') ? [{ kind: 'first_purchase', ...came } as const] : []),
  ]
}

/** Every event that lets members enter, and by what. */
export const ENTRANCES: Readonly<Record<string, Source>> = {
  'member.joined': { read: named('joined', 'joined', 'memberId') },
  'purchase.recorded': { read: bought },
  'coupon.endsSoon': { read: named('coupon_ending', 'coupon', 'couponId') },
  'tier.raised': { read: named('tier_up', 'tier', 'changeId') },
  'task.done': { read: named('task_done', 'task', 'progressId') },
  'gathering.admitted': { read: named('came', 'gathering', 'gatheringId') },
  'referral.qualified': { member: 'inviterId', read: named('referral', 'referral', 'referralId') },
}
