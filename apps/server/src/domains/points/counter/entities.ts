import { EntitySchema } from 'typeorm'
import { amount, key, ref, token } from '#server/platform/db/columns'

/** How much has been earned under one cap's key. */
export type CounterRow = { name: string; used: number }

export const Counters = new EntitySchema<CounterRow>({
  name: 'point_counter',
  columns: { name: { ...token(96), primary: true }, used: amount() },
})

/** How much of a counter one transaction still stands for: what is taken back again is given back to the counter. */
export type CounterUseRow = { id: string; txnId: string; counter: string; used: number }

export const CounterUses = new EntitySchema<CounterUseRow>({
  name: 'point_counter_use',
  columns: { id: key(), txnId: ref(), counter: token(96), used: amount() },
})
