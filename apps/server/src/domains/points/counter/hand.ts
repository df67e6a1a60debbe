import { In } from 'typeorm'
import { applyCaps, ONE_TXN, type Cap, type CapUse } from '@huitou/shared/points/cap-rules'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import type { Operation } from '../operations'
import { Counters, CounterUses, type CounterUseRow } from './entities'

/** The counters that a list of operations needs, locked and in step with their rows. */
export type CounterHand = {
  /** How much of `wanted` the caps let through. */
  cut(wanted: number, caps: readonly Cap[]): { granted: number; cutBy: string | null }
  /** Counts what a transaction was granted. */
  count(txnId: string, granted: number, caps: readonly Cap[]): Promise<void>
  /** Gives back what `points` of a transaction had taken. */
  giveBack(txnId: string, points: number): Promise<void>
}

const isCounted = (cap: Cap) => cap.key !== ONE_TXN

/** Counters are rows, so that they can be locked: one that is missing is made first. */
async function lock(tx: Tx, names: readonly string[], used: Map<string, number>) {
  const sorted = [...new Set(names)].sort()
  if (sorted.length === 0) return
  const find = () => tx.find(Counters, { where: { name: In(sorted) }, order: { name: 'ASC' }, ...forUpdate(tx) })
  let rows = await find()
  if (rows.length < sorted.length) {
    const missing = sorted.filter((name) => !rows.some((row) => row.name === name))
    await tx
      .createQueryBuilder()
      .insert()
      .into(Counters)
      .values(missing.map((name) => ({ name, used: 0 })))
      .orIgnore()
      .execute()
    rows = await find()
  }
  for (const row of rows) used.set(row.name, row.used)
}

const undoneTxns = (operations: readonly Operation[]) =>
  operations.flatMap((operation) =>
    operation.kind === 'reverse' || operation.kind === 'cancel' ? [operation.txnId] : [],
  )

/**
 * Locks every counter of the operations at hand: members' own first, shared ones after them, each in the order of their names. It comes
 * after the accounts, so that whoever waits for a campaign's budget holds nobody else up for longer than their own commit.
 */
export async function takeCounters(tx: Tx, operations: readonly Operation[]): Promise<CounterHand> {
  const caps = operations.flatMap((one) => (one.kind === 'earn' ? (one.caps ?? []) : [])).filter(isCounted)
  const undone = undoneTxns(operations)
  const uses = undone.length === 0 ? [] : await tx.find(CounterUses, { where: { txnId: In(undone) } })
  const used = new Map<string, number>()
  const shared = new Set(caps.filter((cap) => cap.shared).map((cap) => cap.key))
  const names = [...caps.map((cap) => cap.key), ...uses.map((use) => use.counter)]
  // Whether the counters of something undone are shared is not on record; nothing comes after them either way.
  await lock(
    tx,
    caps.map((cap) => cap.key).filter((name) => !shared.has(name)),
    used,
  )
  await lock(
    tx,
    names.filter((name) => !used.has(name)),
    used,
  )
  return handOf(tx, used, uses)
}

function handOf(tx: Tx, used: Map<string, number>, uses: CounterUseRow[]): CounterHand {
  const usedOf = (cap: Cap): CapUse => ({ ...cap, used: used.get(cap.key) ?? 0 })
  const set = async (name: string, value: number) => {
    used.set(name, value)
    await tx.update(Counters, { name }, { used: value })
  }
  return {
    cut: (wanted, caps) => applyCaps(wanted, caps.map(usedOf)),
    async count(txnId, granted, caps) {
      const names = [...new Set(caps.filter(isCounted).map((cap) => cap.key))]
      if (granted === 0 || names.length === 0) return
      for (const name of names) await set(name, (used.get(name) ?? 0) + granted)
      await tx.insert(
        CounterUses,
        names.map((counter) => ({ txnId, counter, used: granted })),
      )
    },
    async giveBack(txnId, points) {
      for (const use of uses.filter((one) => one.txnId === txnId)) {
        const back = Math.min(points, use.used)
        use.used -= back
        await tx.update(CounterUses, { id: use.id }, { used: use.used })
        await set(use.counter, (used.get(use.counter) ?? 0) - back)
      }
    },
  }
}
