import * as z from 'zod/mini'
import { cursor, id, page, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { TEMPLATE_STATES, templateDraft, templateCard } from './template-schema'

const one = z.object({ template: templateCard })

/** What stops it from being activated, in words; empty when nothing does. */
const findings = z.array(z.object({ field: z.string(), words: z.string() }))

export const couponOperatorApi = {
  'coupon.templates': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Coupon templates, newest first, all or of one state.',
    input: z.object({ state: z.optional(z.enum(TEMPLATE_STATES)), before: z.optional(cursor) }),
    output: page(templateCard),
  },
  'coupon.template': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'One template, the terms that members read, and what stops it from being activated.',
    input: z.object({ id }),
    output: z.extend(one, { terms: z.array(z.string()), findings }),
  },
  'coupon.saveTemplate': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary:
      'Keeps a draft (id null: a new one); what is left out has its default, or stays. What members can see already changes in their favour only: `template_not_in_favour` names the field.',
    input: z.object({
      id: z.nullable(id),
      template: templateDraft,
      /** A coupon is not kept to tags: any that are named are refused (`audience_untagged`), and not left out in silence. */
      tags: z.optional(z.array(text(20)).check(z.maxLength(20))),
    }),
    output: z.extend(one, { findings }),
  },
  'coupon.activate': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Opens a draft to members.',
    input: z.object({ id }),
    output: one,
  },
  'coupon.pause': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Gives no more of it for now. What members hold stays usable.',
    input: z.object({ id }),
    output: one,
  },
  'coupon.resume': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Gives it again after a pause.',
    input: z.object({ id }),
    output: one,
  },
  'coupon.endTemplate': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Gives no more of it, for ever. What members hold stays usable.',
    input: z.object({ id }),
    output: one,
  },
  'coupon.addStock': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Puts more of a counted template into stock.',
    input: z.object({ id, count: z.int().check(z.gte(1), z.lte(10_000_000)) }),
    output: one,
  },
} as const satisfies Contracts
