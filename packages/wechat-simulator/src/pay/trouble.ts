/** What is wrong with a signature of Pay's: the merchant must refuse each of them. */
export type SignatureTrouble =
  | { kind: 'wrong-serial' }
  | { kind: 'forged' }
  /** Pay's own probe of whether the merchant verifies at all. */
  | { kind: 'signtest' }
  | { kind: 'skew'; skewMs: number }

/** What goes wrong with one delivery of a push. */
type DeliveryTrouble = SignatureTrouble | { kind: 'drop' } | { kind: 'tamper'; total: number }

/** What goes wrong with a push as a whole. */
type EventTrouble = { kind: 'delay'; delayMs: number } | { kind: 'reorder' } | { kind: 'duplicate'; copies: number }

export type PushTrouble = DeliveryTrouble | EventTrouble

/** One attempt to deliver, for the control plane. `status` is null when no answer came or nothing was sent. */
export type Delivery = {
  id: string
  eventType: string
  url: string
  atMs: number
  trouble: PushTrouble['kind'] | null
  status: number | null
}

type Waiting<T> = { trouble: T; timesLeft: number }

/** Takes one turn of the oldest trouble of these kinds. */
export const takeTrouble = <T extends { kind: string }, K extends T['kind']>(
  waiting: Waiting<T>[],
  kinds: readonly K[],
): Extract<T, { kind: K }> | undefined => {
  const index = waiting.findIndex(({ trouble }) => kinds.some((kind) => kind === trouble.kind))
  const found = waiting[index]
  if (!found) return undefined
  found.timesLeft -= 1
  if (found.timesLeft <= 0) waiting.splice(index, 1)
  return found.trouble as Extract<T, { kind: K }>
}
