import * as z from 'zod/mini'
import { id, scene, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { visit } from './visit-schema'

/** A mobile number as people say it: of the mainland, or with + and its country. */
const phone = z.string().check(z.regex(/^(1\d{10}|\+\d{6,19})$/))

export const peopleApi = {
  'counter.findMember': {
    kind: 'command',
    who: 'clerk',
    keyless: true,
    unlogged: ['phone'],
    summary:
      'A visit of the member with this phone number, for whom has no phone at hand. Coupons and points stay shut.',
    input: z.object({ storeId: id, phone }),
    output: z.object({ visit }),
  },
  'counter.enrol': {
    kind: 'command',
    who: 'clerk',
    keyless: true,
    unlogged: ['phone', 'nickname'],
    summary:
      'Makes a member of somebody who agreed at the counter, or finds who has this number. Gifts come with WeChat.',
    input: z.object({
      storeId: id,
      phone,
      nickname: z.optional(text(20)),
      /** The customer has heard the notice and agreed. */
      agreed: z.boolean(),
      privacyVersion: z.string().check(z.maxLength(32)),
    }),
    output: z.object({ visit, isNew: z.boolean() }),
  },
  'counter.place': {
    kind: 'query',
    who: 'clerk',
    summary: 'Which store a printed code of the shop stands in, for a clerk who scans one.',
    input: z.object({ scene }),
    output: z.object({ storeId: id, storeName: z.string(), label: z.string(), mine: z.boolean() }),
  },
} as const satisfies Contracts
