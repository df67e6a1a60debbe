import { EntitySchema } from 'typeorm'
import { amount, count, instant, key, primaryRef, ref, text, token } from '#server/platform/db/columns'

/** How many people came into a store on a day, as its staff counted. What stands; each entry before it is kept below. */
export type WalkInRow = {
  id: string
  storeId: string
  day: number
  people: number
  enteredBy: string
  enteredAt: Date
}

export const WalkIns = new EntitySchema<WalkInRow>({
  name: 'channel_walkin',
  columns: { id: key(), storeId: ref(), day: count(), people: count(), enteredBy: ref(), enteredAt: instant() },
})

/** Who entered what and when: the first time and every correction. */
export type WalkInEntryRow = { id: string; walkinId: string; people: number; enteredBy: string; enteredAt: Date }

export const WalkInEntries = new EntitySchema<WalkInEntryRow>({
  name: 'channel_walkin_entry',
  columns: { id: key(), walkinId: ref(), people: count(), enteredBy: ref(), enteredAt: instant() },
})

/** What a source, or one code or batch of it, cost over a span of days. */
export type CostRow = {
  id: string
  sourceId: string
  codeId: string | null
  batchId: string | null
  fromDay: number
  untilDay: number
  amountFen: number
  note: string
  enteredBy: string
  enteredAt: Date
  removedAt: Date | null
}

export const Costs = new EntitySchema<CostRow>({
  name: 'channel_cost',
  columns: {
    id: key(),
    sourceId: ref(),
    codeId: ref({ nullable: true }),
    batchId: ref({ nullable: true }),
    fromDay: count(),
    untilDay: count(),
    amountFen: amount(),
    note: text(40),
    enteredBy: ref(),
    enteredAt: instant(),
    removedAt: instant({ nullable: true }),
  },
})

/** How many new members a day somebody is to bring. */
export type TargetRow = { staffId: string; daily: number; setBy: string; setAt: Date }

export const Targets = new EntitySchema<TargetRow>({
  name: 'channel_target',
  columns: { staffId: primaryRef(), daily: count(), setBy: token(32), setAt: instant() },
})
