import {
  activateLots,
  addLot,
  at,
  CAP,
  credit,
  GRACE_MS,
  member,
  no,
  release,
  sum,
  take,
  usable,
  yes,
  type Answer,
  type Model,
  type ModelTxn,
  type Part,
} from './ledger-model'

const record = (model: Model, txn: Partial<ModelTxn> & Pick<ModelTxn, 'owner' | 'kind' | 'points'>) =>
  model.txns.push({ undone: 0, letGo: 0, lot: null, draws: [], counted: false, ...txn })

export type Earning = {
  points: number
  endsAt: number | null
  activatesAt: number | null
  event: string | null
  capped: boolean
}

export function earn(
  model: Model,
  who: number,
  { points, endsAt, activatesAt, event, capped }: Earning,
  now: number,
): Answer {
  const granted = capped ? Math.min(points, Math.max(0, CAP - member(model, who).used)) : points
  if (capped) member(model, who).used += granted
  const pending = event === null ? activatesAt !== null && activatesAt > now : activatesAt === null || activatesAt > now
  const state = pending ? 'pending' : 'active'
  const lot =
    granted === 0 ? null : addLot(model, { owner: who, state, endsAt, ...(pending ? { activatesAt, event } : {}) })
  record(model, { owner: who, kind: 'gave', points: granted, lot, counted: capped })
  if (lot !== null && pending) at(model.lots, lot).remaining = granted
  else if (lot !== null) credit(model, who, [{ lot, points: granted }])
  return yes(granted)
}

export function spend(model: Model, who: number, points: number, now: number): Answer {
  const order = usable(model, who, 'active', now)
  if (order.reduce((total, index) => total + at(model.lots, index).remaining, 0) < points) return no('points_short')
  const draws = take(model, order, points).map((part) => ({ ...part, back: 0 }))
  record(model, { owner: who, kind: 'took', points, draws })
  return yes(points)
}

export const adjust = (model: Model, who: number, points: number, now: number): Answer =>
  points < 0
    ? spend(model, who, -points, now)
    : earn(model, who, { points, endsAt: null, activatesAt: null, event: null, capped: false }, now)

export function hold(model: Model, who: number, points: number, endsAt: number, now: number): Answer {
  const order = usable(model, who, 'active', now)
  if (order.reduce((total, index) => total + at(model.lots, index).remaining, 0) < points) return no('points_short')
  const parts = take(model, order, points)
  for (const { lot, points: taken } of parts) at(model.lots, lot).held += taken
  model.holds.push({ owner: who, endsAt, parts, open: true })
  return yes(points)
}

export function capture(model: Model, who: number, index: number, points: number | undefined, now: number): Answer {
  const held = at(model.holds, index)
  if (held.owner !== who) return no('not_found')
  if (!held.open) return no('hold_over')
  const wanted = points ?? sum(held.parts)
  if (wanted > sum(held.parts)) return no('points_short')
  let missing = wanted
  const captured: Part[] = []
  const rest: Part[] = []
  for (const { lot, points: had } of held.parts) {
    const taken = Math.min(missing, had)
    missing -= taken
    if (taken > 0) captured.push({ lot, points: taken })
    if (had > taken) rest.push({ lot, points: had - taken })
  }
  held.open = false
  release(model, who, rest, now)
  for (const { lot, points: taken } of captured) at(model.lots, lot).held -= taken
  record(model, { owner: who, kind: 'took', points: wanted, draws: captured.map((part) => ({ ...part, back: 0 })) })
  return yes(wanted)
}

export function voidHold(model: Model, who: number, index: number, now: number): Answer {
  const held = at(model.holds, index)
  if (held.owner !== who) return no('not_found')
  if (!held.open) return no('hold_over')
  held.open = false
  release(model, who, held.parts, now)
  return yes(sum(held.parts))
}

/** Whether a lot is another, or stands for it by now. */
function standsFor(model: Model, index: number, origin: number | null): boolean {
  for (let id: number | null = index; id !== null; id = at(model.lots, id).parent) if (id === origin) return true
  return false
}

/** Whether a transaction is somebody's own, or of one whom they took over. */
const belongsTo = (model: Model, txn: ModelTxn, who: number) => {
  for (let id: number | null = txn.owner; id !== null; id = member(model, id).mergedInto) if (id === who) return true
  return false
}

export function reverse(model: Model, who: number, index: number, points: number | undefined, now: number): Answer {
  const txn = at(model.txns, index)
  if (!belongsTo(model, txn, who)) return no('not_found')
  const left = txn.points - txn.undone
  if (left <= 0) return no('already_done')
  if (points !== undefined && points > left) return no('reversal_too_much')
  const part = points ?? left
  if (txn.kind === 'gave') takeBack(model, who, txn, part, now)
  else giveBack(model, who, txn, part, now)
  txn.undone += part
  return yes(part)
}

function takeBack(model: Model, who: number, txn: ModelTxn, points: number, now: number) {
  const own = (index: number) => txn.lot !== null && standsFor(model, index, txn.lot)
  const both = [...usable(model, who, 'pending', now), ...usable(model, who, 'active', now)]
  const missing = points - sum(take(model, both.filter(own), points))
  const ranOut = model.lots.reduce((total, lot, index) => total + (own(index) ? lot.ranOut : 0), 0)
  const letGo = Math.min(missing, Math.max(0, ranOut - txn.letGo))
  txn.letGo += letGo
  const others = both.filter((index) => !own(index))
  member(model, who).debt += missing - letGo - sum(take(model, others, missing - letGo))
  if (txn.counted) member(model, txn.owner).used -= points
}

/** By the largest remainder, over what each lot has not got back. */
function shares(points: number, weights: number[]): number[] {
  const all = weights.reduce((total, weight) => total + weight, 0)
  const parts = weights.map((weight) => Math.floor((points * weight) / all))
  const rest = weights
    .map((weight, index) => [(points * weight) % all, index] as const)
    .sort((a, b) => b[0] - a[0] || a[1] - b[1])
  const left = points - parts.reduce((total, part) => total + part, 0)
  for (const [, index] of rest.slice(0, left)) parts[index] = at(parts, index) + 1
  return parts
}

function giveBack(model: Model, who: number, txn: ModelTxn, points: number, now: number) {
  const parts = shares(
    points,
    txn.draws.map((draw) => draw.points - draw.back),
  )
  const back: Part[] = []
  for (const [index, draw] of txn.draws.entries()) {
    const part = at(parts, index)
    if (part === 0) continue
    draw.back += part
    const lot = at(model.lots, draw.lot)
    const lasts = lot.endsAt === null || lot.endsAt >= now + GRACE_MS
    const endsAt = lasts ? lot.endsAt : now + GRACE_MS
    back.push({
      points: part,
      lot: lasts && lot.owner === who ? draw.lot : addLot(model, { owner: who, parent: draw.lot, endsAt }),
    })
  }
  credit(model, who, back)
}

export function activate(model: Model, who: number, index: number): Answer {
  const txn = at(model.txns, index)
  const lots = model.lots.flatMap((lot, id) => {
    const near = id === txn.lot || (lot.parent !== null && lot.parent === txn.lot)
    return near && lot.owner === who && lot.state === 'pending' && lot.remaining > 0 ? [id] : []
  })
  if (txn.lot === null || lots.length === 0) return no('points_not_pending')
  const points = lots.reduce((total, id) => total + at(model.lots, id).remaining, 0)
  activateLots(model, who, lots)
  return yes(points)
}

export function cancel(model: Model, who: number, index: number, now: number): Answer {
  const txn = at(model.txns, index)
  if (!belongsTo(model, txn, who) || txn.kind !== 'gave') return no('not_found')
  if (txn.points - txn.undone <= 0) return no('already_done')
  const waits = model.lots.some((lot, id) => lot.state === 'pending' && standsFor(model, id, txn.lot))
  return waits ? reverse(model, who, index, undefined, now) : no('points_not_pending')
}

export function transfer(model: Model, from: number, to: number, now: number): Answer {
  if (member(model, from).mergedInto !== null || member(model, to).mergedInto !== null) return no('already_done')
  if (model.holds.some((one) => one.owner === from && one.open)) return no('points_held')
  const points = model.lots.filter((lot) => lot.owner === from).reduce((total, lot) => total + lot.remaining, 0)
  for (const [index, lot] of model.lots.slice().entries()) {
    if (lot.owner !== from || lot.remaining === 0) continue
    addLot(model, { ...lot, owner: to, parent: index, held: 0 })
    lot.remaining = 0
  }
  member(model, to).debt += member(model, from).debt
  Object.assign(member(model, from), { debt: 0, mergedInto: to })
  member(model, to).debt -= sum(take(model, usable(model, to, 'active', now), member(model, to).debt))
  return yes(points)
}
