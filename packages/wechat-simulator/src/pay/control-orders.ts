import { InvalidOrder, wholeOf } from '#simulator/control-orders'
import type { PayMode } from '#simulator/pay/signature/platform'
import type { RefundOutcome } from '#simulator/pay/refund/state'
import type { PushTrouble, SignatureTrouble } from '#simulator/pay/trouble'

export type ControlOrder = Readonly<Record<string, unknown>>

export const textOf = (order: ControlOrder, name: string) => {
  const value = order[name]
  if (typeof value !== 'string' || value === '' || value.length > 1024) throw new InvalidOrder(`${name}: a string`)
  return value
}

const nameOf = <const T extends string>(order: ControlOrder, name: string, names: readonly T[]): T => {
  const found = names.find((one) => one === order[name])
  if (found === undefined) throw new InvalidOrder(`${name}: one of ${names.join(' ')}`)
  return found
}

export const modeOf = (order: ControlOrder): PayMode => nameOf(order, 'mode', ['certificate', 'public-key', 'both'])

const LONGEST_MS = 400 * 86_400_000

export const outcomeOf = (order: ControlOrder): RefundOutcome => ({
  status: nameOf(order, 'status', ['SUCCESS', 'ABNORMAL', 'CLOSED', 'PROCESSING']),
  afterMs: order.afterMs === undefined ? 0 : wholeOf(order, 'afterMs', [0, LONGEST_MS]),
})

const SIGNATURE_TROUBLES = ['wrong-serial', 'forged', 'signtest', 'skew'] as const
const PUSH_TROUBLES = [...SIGNATURE_TROUBLES, 'drop', 'tamper', 'delay', 'reorder', 'duplicate'] as const

const signatureTroubleOf = (order: ControlOrder, kind: SignatureTrouble['kind']): SignatureTrouble =>
  kind === 'skew' ? { kind, skewMs: wholeOf(order, 'skewMs', [-LONGEST_MS, LONGEST_MS]) } : { kind }

const pushTroubleOf = (order: ControlOrder): PushTrouble => {
  const kind = nameOf(order, 'trouble', PUSH_TROUBLES)
  switch (kind) {
    case 'tamper':
      return { kind, total: wholeOf(order, 'total', [0, 1_000_000_000]) }
    case 'delay':
      return { kind, delayMs: wholeOf(order, 'delayMs', [1, LONGEST_MS]) }
    case 'duplicate':
      return { kind, copies: wholeOf(order, 'copies', [1, 100]) }
    case 'drop':
    case 'reorder':
      return { kind }
    case 'wrong-serial':
    case 'forged':
    case 'signtest':
    case 'skew':
      return signatureTroubleOf(order, kind)
  }
}

export type PayFault = { timesLeft: number } & (
  | { on: 'push'; trouble: PushTrouble }
  | { on: 'answer'; trouble: SignatureTrouble }
  | { on: 'refund' }
)

/** Trouble of Pay's own kinds; what can befall any call (status, delay, drop, text) is the order `fault`. */
export const payFaultOf = (order: ControlOrder): PayFault => {
  const on = nameOf(order, 'on', ['push', 'answer', 'refund'])
  const timesLeft = order.times === undefined ? 1 : wholeOf(order, 'times', [1, 1_000_000])
  if (on === 'push') return { on, timesLeft, trouble: pushTroubleOf(order) }
  if (on === 'answer') {
    return { on, timesLeft, trouble: signatureTroubleOf(order, nameOf(order, 'trouble', SIGNATURE_TROUBLES)) }
  }
  nameOf(order, 'trouble', ['not-enough'])
  return { on, timesLeft }
}
