import * as z from 'zod/mini'
import { cursor, day, fen, id, instant, page, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { BATCH_KINDS, codeCard, opening, SINGLE_KINDS } from './schema'

const source = z.object({ id, name: z.string(), retired: z.boolean() })

const consoleCode = z.extend(codeCard, {
  sourceId: z.string(),
  batchId: z.nullable(id),
  templateId: z.nullable(id),
  staffName: z.nullable(z.string()),
  /** How many people were given its coupon. */
  given: z.int(),
  usedAt: z.nullable(instant),
  endedAt: z.nullable(instant),
})

const batchCard = z.object({
  id,
  kind: z.enum(BATCH_KINDS),
  name: z.string(),
  sourceId: id,
  storeId: z.nullable(id),
  templateId: z.nullable(id),
  benefit: z.nullable(z.string()),
  total: z.int(),
  made: z.int(),
  state: z.enum(['making', 'ready', 'ended']),
  createdAt: instant,
})

const cost = z.object({
  id,
  sourceId: id,
  codeId: z.nullable(id),
  batchId: z.nullable(id),
  from: day,
  until: day,
  amountFen: fen,
  note: z.string(),
  enteredAt: instant,
})

const rules = { kind: 'command', who: 'operator', may: 'rules' } as const
const reading = { kind: 'query', who: 'operator', may: 'read' } as const
const offer = { templateId: z.optional(id), benefit: z.optional(text(40)) }
const oneCode = z.object({ code: consoleCode })
const oneBatch = z.object({ batch: batchCard })

/** What operators do with codes. */
export const channelConsoleApi = {
  'channel.sources': {
    ...reading,
    summary: 'Where new members come from: the dictionary that every code names one of.',
    input: z.object({}),
    output: z.object({ sources: z.array(source) }),
  },
  'channel.saveSource': {
    ...rules,
    summary: 'Adds a source, or renames one.',
    input: z.object({ id: z.nullable(id), name: text(16) }),
    output: z.object({ source }),
  },
  'channel.retireSource': {
    ...rules,
    summary: 'Offers a source for new codes no longer, or again. Its codes and figures stay.',
    input: z.object({ id, retired: z.boolean() }),
    output: z.object({ source }),
  },
  'channel.allCodes': {
    ...reading,
    summary: 'Codes, newest first; those of a batch only when it is named.',
    input: z.object({
      batchId: z.optional(id),
      storeId: z.optional(id),
      sourceId: z.optional(id),
      before: z.optional(cursor),
    }),
    output: page(consoleCode),
  },
  'channel.addCode': {
    ...rules,
    summary: 'A new code, of a store or of none. Refuses source_retired, and not_found where what it `opens` is none.',
    input: z.object({
      kind: z.enum(SINGLE_KINDS),
      label: text(20),
      sourceId: z.optional(id),
      storeId: z.optional(id),
      staffId: z.optional(id),
      opens: z.optional(opening),
      ...offer,
    }),
    output: oneCode,
  },
  'channel.changeCode': {
    ...rules,
    summary: 'Other words and another offer. Source, store and person stay: what came through it came from there.',
    input: z.object({ codeId: id, label: text(20), templateId: z.nullable(id), benefit: z.nullable(text(40)) }),
    output: oneCode,
  },
  'channel.endCode': {
    ...rules,
    summary: 'The code leads to the brand only, for ever.',
    input: z.object({ codeId: id }),
    output: oneCode,
  },
  'channel.printCodes': {
    kind: 'outside',
    who: 'operator',
    may: 'rules',
    summary: 'As channel.printSheet, for codes of any store.',
    input: z.object({ codeIds: z.array(id).check(z.minLength(1), z.maxLength(40)) }),
    output: z.object({ url: z.string(), endsAt: instant }),
  },
  'channel.makeBatch': {
    ...rules,
    summary:
      'Begins a batch of codes for parcels (each works once) or printed material; a job makes them. GET /exports/channel-codes/<batch>.csv has them.',
    input: z.object({
      kind: z.enum(BATCH_KINDS),
      name: text(16),
      total: z.int().check(z.gte(1), z.lte(2000)),
      sourceId: z.optional(id),
      storeId: z.optional(id),
      ...offer,
    }),
    output: oneBatch,
  },
  'channel.batches': {
    ...reading,
    summary: 'Batches, newest first, with how far they are.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(batchCard),
  },
  'channel.batch': {
    ...reading,
    summary: 'One batch, to watch it being made.',
    input: z.object({ batchId: id }),
    output: oneBatch,
  },
  'channel.endBatch': {
    ...rules,
    summary: 'Ends every code of a batch, for ever.',
    input: z.object({ batchId: id }),
    output: oneBatch,
  },
  'channel.addCost': {
    ...rules,
    summary:
      'What a source, or one code or batch of it, cost over a span of at most 366 days: it is spread over the days.',
    input: z.object({
      sourceId: z.optional(id),
      codeId: z.optional(id),
      batchId: z.optional(id),
      from: day,
      until: day,
      amountFen: fen,
      note: text(40),
    }),
    output: z.object({ cost }),
  },
  'channel.removeCost': {
    ...rules,
    summary: 'Takes an entry out of the reckoning. Again changes nothing.',
    input: z.object({ costId: id }),
    output: z.object({ cost }),
  },
  'channel.costs': {
    ...reading,
    summary: 'What was entered and counts, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(cost),
  },
  'channel.saveTarget': {
    ...rules,
    summary: 'As channel.setTarget, for staff of any store.',
    input: z.object({ staffId: id, daily: z.int().check(z.gte(0), z.lte(500)) }),
    output: z.object({ staffId: id, daily: z.int() }),
  },
} as const satisfies Contracts

export type ConsoleCode = z.infer<typeof consoleCode>
export type ChannelBatch = z.infer<typeof batchCard>
export type ChannelCost = z.infer<typeof cost>
