import type { EntitySchema } from 'typeorm'
import { Adjustments } from './adjustment/entities'
import { BatchLines, Batches } from './batch/entities'
import { Differences, LedgerChecks } from './check/entities'
import { CounterUses, Counters } from './counter/entities'
import { Accounts, Entries, Lots, Txns } from './entities'
import { HoldLots, Holds } from './hold/entities'
import { Policies } from './policy/entities'
import { Daily, Liability } from './report/entities'

/** Every table of the room. */
export const pointsTables = [
  ...[Accounts, Lots, Txns, Entries, Holds, HoldLots, Counters, CounterUses, Policies],
  ...[Adjustments, Batches, BatchLines, Daily, Liability, LedgerChecks, Differences],
] as EntitySchema[]
