/**
 * What the ledger should do, said once more and as plainly as possible: no database, no promise, nothing taken from the rules that it is
 * compared with. Times are whole milliseconds.
 */
export type ModelLot = {
  owner: number
  parent: number | null
  state: 'active' | 'pending'
  remaining: number
  held: number
  activatesAt: number | null
  event: string | null
  endsAt: number | null
  /** What of it ended unused. */
  ranOut: number
}
export type Part = { lot: number; points: number }
export type ModelHold = { owner: number; endsAt: number; parts: Part[]; open: boolean }
export type ModelTxn = {
  owner: number
  kind: 'gave' | 'took'
  points: number
  undone: number
  /** What of that was not taken, because it had run out unused. */
  letGo: number
  /** The lot that it made. */
  lot: number | null
  /** What it took from which lot, and how much of that came back. */
  draws: (Part & { back: number })[]
  counted: boolean
}
export type ModelMember = { debt: number; used: number; mergedInto: number | null }
export type Model = { members: ModelMember[]; lots: ModelLot[]; holds: ModelHold[]; txns: ModelTxn[] }

export type Answer = { ok: true; granted: number } | { ok: false; reason: string }

export const GRACE_MS = 15 * 86_400_000
export const CAP = 400

export const newModel = (members: number): Model => ({
  members: Array.from({ length: members }, () => ({ debt: 0, used: 0, mergedInto: null })),
  lots: [],
  holds: [],
  txns: [],
})

export const no = (reason: string): Answer => ({ ok: false, reason })
export const yes = (granted: number): Answer => ({ ok: true, granted })
export const at = <T>(list: T[], index: number): T => {
  const one = list[index]
  if (one === undefined) throw new Error(`the model has no ${index}`)
  return one
}
export const member = (model: Model, who: number) => at(model.members, who)

/** Points become available: the debt takes its part at once. */
export function credit(model: Model, who: number, parts: Part[]) {
  for (const { lot, points } of parts) at(model.lots, lot).remaining += points
  for (const { lot, points } of parts) {
    const paid = Math.min(points, member(model, who).debt)
    at(model.lots, lot).remaining -= paid
    member(model, who).debt -= paid
  }
}

export function addLot(model: Model, lot: Partial<ModelLot> & { owner: number }): number {
  const blank = {
    parent: null,
    state: 'active',
    remaining: 0,
    held: 0,
    activatesAt: null,
    event: null,
    endsAt: null,
    ranOut: 0,
  } as const
  model.lots.push({ ...blank, ...lot })
  return model.lots.length - 1
}

/** Lots of somebody that can be used in a state, soonest to end first, then older first. */
export const usable = (model: Model, who: number, state: ModelLot['state'], now: number) =>
  model.lots
    .map((lot, index) => ({ lot, index }))
    .filter(
      ({ lot }) => lot.owner === who && lot.state === state && lot.remaining > 0 && (lot.endsAt ?? Infinity) > now,
    )
    .sort((a, b) => (a.lot.endsAt ?? Infinity) - (b.lot.endsAt ?? Infinity) || a.index - b.index)
    .map(({ index }) => index)

export const sum = (parts: Part[]) => parts.reduce((total, part) => total + part.points, 0)

export const available = (model: Model, who: number) =>
  model.lots
    .filter((lot) => lot.owner === who && lot.state === 'active')
    .reduce((total, lot) => total + lot.remaining, 0)

export function take(model: Model, order: number[], points: number): Part[] {
  const parts: Part[] = []
  let missing = points
  for (const index of order) {
    const lot = at(model.lots, index)
    const taken = Math.min(missing, lot.remaining)
    if (taken > 0) parts.push({ lot: index, points: taken })
    lot.remaining -= taken
    missing -= taken
  }
  return parts
}

export function release(model: Model, who: number, parts: Part[], now: number) {
  const back = parts.map(({ lot: index, points }) => {
    const lot = at(model.lots, index)
    lot.held -= points
    const ended = lot.endsAt !== null && lot.endsAt <= now
    return { lot: ended ? addLot(model, { owner: who, parent: index, endsAt: now + GRACE_MS }) : index, points }
  })
  credit(model, who, back)
}

/** Everything that time has brought to somebody by now, in the order of time; at one moment activations, time-outs, ends. */
export function bringUpToDate(model: Model, who: number, now: number) {
  for (;;) {
    const events: [number, number, number][] = []
    for (const [index, lot] of model.lots.entries()) {
      if (lot.owner !== who || lot.remaining === 0) continue
      if (lot.state === 'pending' && lot.activatesAt !== null) events.push([lot.activatesAt, 0, index])
      if (lot.endsAt !== null) events.push([lot.endsAt, 2, index])
    }
    for (const [index, held] of model.holds.entries())
      if (held.owner === who && held.open) events.push([held.endsAt, 1, index])
    const [first] = events.filter(([when]) => when <= now).sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
    if (!first) return
    const [when, what, index] = first
    if (what === 0) activateLots(model, who, [index])
    else if (what === 2) runOut(at(model.lots, index))
    else {
      at(model.holds, index).open = false
      release(model, who, at(model.holds, index).parts, when)
    }
  }
}

function runOut(lot: ModelLot) {
  lot.ranOut += lot.remaining
  lot.remaining = 0
}

export function activateLots(model: Model, who: number, indexes: number[]) {
  const parts = indexes.map((index) => ({ lot: index, points: at(model.lots, index).remaining }))
  for (const { lot } of parts) Object.assign(at(model.lots, lot), { state: 'active', remaining: 0 })
  credit(model, who, parts)
}

/** Whose account somebody's operations go to: the one that took theirs over, if one did. */
export function ownerNow(model: Model, who: number): number {
  const next = member(model, who).mergedInto
  return next === null ? who : ownerNow(model, next)
}
