import type { Condition, JourneyBody, Step, StepKind, Test, Trigger } from './schema'

const MINUTE_MS = 60_000

/** What is known of a member when something is decided about them. */
export type Facts = {
  level: number
  purchases: number
  /** Null: they have bought nothing. */
  daysSincePurchase: number | null
  hasPhone: boolean
  /** Null: no code of the shop brought them. */
  sourceKind: string | null
  /** What the shop calls them. */
  tags: readonly string[]
}

export type Traced = { fact: Test['fact']; wanted: string; had: string; ok: boolean }

const compared = (had: number | null, { is, value }: { is: 'atLeast' | 'atMost'; value: number }) => {
  if (had === null) return false
  return is === 'atLeast' ? had >= value : had <= value
}

function traceOf(test: Test, facts: Facts): Traced {
  if (test.fact === 'tagged') {
    const had = facts.tags.includes(test.tag)
    return { fact: test.fact, wanted: `${test.tag}: ${test.value}`, had: String(had), ok: had === test.value }
  }
  const had = facts[test.fact]
  const ok = 'is' in test ? compared(facts[test.fact], test) : had === test.value
  const wanted = 'is' in test ? `${test.is} ${test.value}` : String(test.value)
  return { fact: test.fact, wanted, had: String(had), ok }
}

/** Whether a condition holds, and how each of its tests came out. No tests: it holds. */
export function judgeCondition({ of, tests }: Condition, facts: Facts): { ok: boolean; trace: Traced[] } {
  const trace = tests.map((one) => traceOf(one, facts))
  const ok = trace.length === 0 || (of === 'all' ? trace.every((one) => one.ok) : trace.some((one) => one.ok))
  return { ok, trace }
}

/** What a member paid and kept in one purchase, and where. */
export type Bought = { fen: number; storeId: string }

/** Whether a purchase is one that the trigger waits for; null: they did not come by one. */
export function purchaseFits(trigger: Trigger, bought: Bought | null): boolean {
  if (bought === null || (trigger.kind !== 'purchase' && trigger.kind !== 'first_purchase')) return true
  const { minFen = 0, storeIds = [] } = trigger
  return bought.fen >= minFen && (storeIds.length === 0 || storeIds.includes(bought.storeId))
}

/** Whether somebody may enter (again) for what happened at `at`, beside what they entered for at another moment, earlier or later: it may be told late. */
export const mayEnter = (otherAt: Date | null, { againDays }: Pick<JourneyBody, 'againDays'>, at: Date) =>
  otherAt === null || (againDays !== null && Math.abs(at.getTime() - otherAt.getTime()) >= againDays * 1440 * MINUTE_MS)

/** When a wait is over, counted from when it was due and not from when somebody came by (P7). `nextHour` knows the brand's clocks. */
export function waitEndsAt(step: Step, from: Date, nextHour: (from: Date, hour: number) => Date): Date {
  if (step.kind === 'wait') return new Date(from.getTime() + step.minutes * MINUTE_MS)
  return step.kind === 'until' ? nextHour(from, step.hour) : from
}

export const isWait = ({ kind }: Step) => kind === 'wait' || kind === 'until'

export type JourneyFault =
  | 'no_steps'
  | 'no_coupon'
  | 'coupon_not_given'
  | 'no_points_budget'
  | 'no_coupons_budget'
  | 'ends_waiting'
  | 'purchase_once'
  | 'unlawful'
  | 'no_open_store'

const FAULT_WORDS: Record<JourneyFault, string> = {
  no_steps: '还没有要做的事：发券、送积分、发消息、给店员派事，至少一样',
  no_coupon: '发券那一步还没选券',
  coupon_not_given: '选的券没在发放，先去券里开放，或换一张',
  no_points_budget: '要送积分，先填一共最多送多少',
  no_coupons_budget: '要发券，先填一共最多发多少张',
  ends_waiting: '最后一步是等待，后面没有要做的事',
  purchase_once: '每次消费都触发的计划，要填隔多少天可以再来一次',
  unlawful: '消息里提到了分享、转发、关注。微信不许为这些给奖励，请改掉',
  no_open_store: '选的门店没有一家在营业，没有人进得来',
}

export const journeyFaultWords = (fault: JourneyFault) => FAULT_WORDS[fault]

/** What the platform forbids to pay for (R29, R37). */
const UNLAWFUL = /分享|转发|朋友圈|关注/

const wordsIn = (step: Step) => (step.kind === 'message' ? `${step.title} ${step.words}` : '')

function couponFaults(steps: readonly Step[], given: ReadonlySet<string>): JourneyFault[] {
  const coupons = steps.flatMap((step) => (step.kind === 'coupon' ? [step.templateId] : []))
  const faults: JourneyFault[] = []
  if (coupons.includes(null)) faults.push('no_coupon')
  if (coupons.some((id) => id !== null && !given.has(id))) faults.push('coupon_not_given')
  return faults
}

const QUIET: readonly StepKind[] = ['wait', 'until', 'check']

const closed = (trigger: Trigger, open: ReadonlySet<string>) => {
  const storeIds = 'storeIds' in trigger ? (trigger.storeIds ?? []) : []
  return storeIds.length > 0 && !storeIds.some((id) => open.has(id))
}

type Known = { given: ReadonlySet<string>; open: ReadonlySet<string> }

/** What stands in the way of putting it on, by the coupons that can be given and the stores that are open now. */
export function journeyFaults(body: JourneyBody, { given, open }: Known): JourneyFault[] {
  const { steps, trigger } = body
  const has = (kind: StepKind) => steps.some((one) => one.kind === kind)
  const last = steps[steps.length - 1]
  const faults = couponFaults(steps, given)
  if (steps.every(({ kind }) => QUIET.includes(kind))) faults.push('no_steps')
  else if (last && QUIET.includes(last.kind)) faults.push('ends_waiting')
  if (has('points') && body.pointsBudget === null) faults.push('no_points_budget')
  if (has('coupon') && body.couponsBudget === null) faults.push('no_coupons_budget')
  if (trigger.kind === 'purchase' && body.againDays === null) faults.push('purchase_once')
  if (steps.some((one) => UNLAWFUL.test(wordsIn(one)))) faults.push('unlawful')
  if (closed(trigger, open)) faults.push('no_open_store')
  return faults
}
