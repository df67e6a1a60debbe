import * as z from 'zod/mini'
import { day, id, instant, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { channelConsoleApi } from './console-contract'
import { codeCard, opening, SINGLE_KINDS } from './schema'

const walkIns = z.object({
  day,
  people: z.int(),
  enteredBy: z.string(),
  enteredAt: instant,
})

export const channelApi = {
  'channel.codes': {
    kind: 'query',
    who: 'manager',
    summary: 'The codes of one store with what they brought. Those of batches are not among them.',
    input: z.object({ storeId: id }),
    output: z.object({ codes: z.array(codeCard) }),
  },
  'channel.createCode': {
    kind: 'command',
    who: 'manager',
    summary:
      'A new code for a store. With a coupon (see channel.offers) and words it gives who joins through it something; a standee needs one. With `opens` it leads to that page. Refuses not_found where that is none.',
    input: z.object({
      storeId: id,
      kind: z.enum(SINGLE_KINDS),
      label: text(20),
      staffId: z.optional(id),
      templateId: z.optional(id),
      benefit: z.optional(text(40)),
      opens: z.optional(opening),
    }),
    output: z.object({ code: codeCard }),
  },
  'channel.offers': {
    kind: 'query',
    who: 'manager',
    summary: 'Coupons that a manager may bind to a code: those that members may take anyway.',
    input: z.object({}),
    output: z.object({ templates: z.array(z.object({ id, name: z.string() })) }),
  },
  'channel.printSheet': {
    kind: 'outside',
    who: 'manager',
    summary: 'A link, good for ten minutes, to a sheet with these codes that can be printed.',
    input: z.object({ codeIds: z.array(id).check(z.minLength(1), z.maxLength(40)) }),
    output: z.object({ url: z.string(), endsAt: instant }),
  },
  'channel.myCode': {
    kind: 'outside',
    who: 'clerk',
    summary: 'The caller’s own code, by which new members are known as theirs, drawn by WeChat. Made the first time.',
    input: z.object({}),
    output: z.object({ code: codeCard, image: z.string() }),
  },
  'channel.payCode': {
    kind: 'outside',
    who: 'clerk',
    summary:
      'What the caller shows after a sale in a store to who is no member yet, drawn by WeChat: who joins counts as theirs and the store’s.',
    input: z.object({ storeId: id }),
    output: z.object({ code: codeCard, image: z.string() }),
  },
  'channel.setTarget': {
    kind: 'command',
    who: 'manager',
    summary: 'How many new members a day somebody of the caller’s stores is to bring; 0 for no target.',
    input: z.object({ staffId: id, daily: z.int().check(z.gte(0), z.lte(500)) }),
    output: z.object({ staffId: id, daily: z.int() }),
  },
  'channel.enterWalkIns': {
    kind: 'command',
    who: 'clerk',
    summary: 'How many people came into the store that day. Again corrects it; who and when stays on record.',
    input: z.object({ storeId: id, day, people: z.int().check(z.gte(0), z.lte(100_000)) }),
    output: z.object({ walkIns }),
  },
  'channel.walkIns': {
    kind: 'query',
    who: 'clerk',
    summary: 'What was entered for the last two weeks, newest first.',
    input: z.object({ storeId: id }),
    output: z.object({ today: day, rows: z.array(walkIns) }),
  },
  ...channelConsoleApi,
} as const satisfies Contracts

export type { CodeCard } from './schema'
