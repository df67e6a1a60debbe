import * as z from 'zod/mini'
import { id } from '../kit/schema'

const marked = { name: z.string(), onTime: z.int(), late: z.int(), skipped: z.int() }

/** How much was done in time, per store and per person; what was missed is the store's, not one person's. */
export const punctuality = z.object({
  stores: z.array(z.object({ storeId: id, ...marked, missed: z.int(), open: z.int() })),
  staff: z.array(z.object({ staffId: id, ...marked })),
})

export type Punctuality = z.infer<typeof punctuality>
