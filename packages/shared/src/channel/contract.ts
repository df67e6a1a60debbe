import * as z from 'zod/mini'
import { id, instant, scene, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'

export const CODE_KINDS = ['store', 'table', 'staff', 'material'] as const

const codeCard = z.object({
  id,
  kind: z.enum(CODE_KINDS),
  label: z.string(),
  storeId: id,
  storeName: z.string(),
  scene,
  scans: z.int(),
  joins: z.int(),
  createdAt: instant,
})

export const channelApi = {
  'channel.codes': {
    kind: 'query',
    who: 'manager',
    summary: 'The codes of one store with what they brought.',
    input: z.object({ storeId: id }),
    output: z.object({ codes: z.array(codeCard) }),
  },
  'channel.createCode': {
    kind: 'command',
    who: 'manager',
    summary: 'A new code for a store, table, member of staff or printed material.',
    input: z.object({ storeId: id, kind: z.enum(CODE_KINDS), label: text(20) }),
    output: z.object({ code: codeCard }),
  },
  'channel.printSheet': {
    kind: 'outside',
    who: 'manager',
    summary: 'A link, good for ten minutes, to a sheet with these codes that can be printed.',
    input: z.object({ codeIds: z.array(id).check(z.minLength(1), z.maxLength(40)) }),
    output: z.object({ url: z.string(), endsAt: instant }),
  },
} as const satisfies Contracts

export type CodeCard = z.infer<typeof codeCard>
