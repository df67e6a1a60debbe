import * as z from 'zod/mini'
import { cursor, id, instant, page } from '../kit/schema'
import { GROUP_STATES, groupBody, PAGE_STATES, pageBody } from './schema'
import type { Contracts } from '../kit/contract'

const operatorGroup = z.extend(groupBody, {
  id,
  state: z.enum(GROUP_STATES),
  savedAt: instant,
  /** What to look at, in words: a code that ends within two days, has ended, or is said to last longer than WeChat lets it. */
  faults: z.array(z.string()),
  /** People who found no code that works when they looked last, as long as this group has none. */
  lacking: z.int(),
})

const operatorPage = z.extend(pageBody, {
  id,
  state: z.enum(PAGE_STATES),
  savedAt: instant,
  publishedAt: z.nullable(instant),
  endedAt: z.nullable(instant),
  /** The page of the mini program that shows it. */
  path: z.string(),
  /** What stands in the way of publishing, in words. */
  faults: z.array(z.string()),
})

const groupOut = z.object({ group: operatorGroup })
const pageOut = z.object({ page: operatorPage })
const operator = { kind: 'command', who: 'operator', may: 'rules' } as const
const reader = { kind: 'query', who: 'operator', may: 'read' } as const

/** What operators do with groups and the pages that invite into them. */
export const communityConsoleApi = {
  'community.groups': {
    ...reader,
    summary: 'Groups, newest first.',
    input: z.object({ state: z.optional(z.enum(GROUP_STATES)), before: z.optional(cursor) }),
    output: page(operatorGroup),
  },
  'community.saveGroup': {
    ...operator,
    summary:
      'Writes a group, or changes one, as with a new code. A group of WeChat needs the end of its code, 30 days on at most. Refuses community_unlawful.',
    input: z.object({ id: z.nullable(id), body: groupBody }),
    output: groupOut,
  },
  'community.setGroup': {
    ...operator,
    summary: 'Says that a group is full (`paused`), takes people in again, or is over for good.',
    input: z.object({ groupId: id, state: z.enum(GROUP_STATES) }),
    output: groupOut,
  },
  'community.pages': {
    ...reader,
    summary: 'Pages, newest first.',
    input: z.object({ state: z.optional(z.enum(PAGE_STATES)), before: z.optional(cursor) }),
    output: page(operatorPage),
  },
  'community.page': {
    ...reader,
    summary: 'One page, with what stands in the way of publishing it.',
    input: z.object({ pageId: id }),
    output: pageOut,
  },
  'community.savePage': {
    ...operator,
    summary:
      'Writes a page as a draft, or changes one. One that is on changes at once, and refuses community_not_ready with the faults.',
    input: z.object({ id: z.nullable(id), body: pageBody }),
    output: pageOut,
  },
  'community.publish': {
    ...operator,
    summary: 'Puts a draft on. Refuses community_not_ready with the faults.',
    input: z.object({ pageId: id }),
    output: pageOut,
  },
  'community.end': {
    ...operator,
    summary: 'Ends a page for good: who opens it is told so.',
    input: z.object({ pageId: id }),
    output: pageOut,
  },
  'community.figures': {
    ...reader,
    summary: 'What a page brought in the last 180 days, and who brought most (masked). Nothing is paid for it.',
    input: z.object({ pageId: id }),
    output: z.object({
      people: z.int(),
      /** Of them those whom somebody brought. */
      invited: z.int(),
      /** Of those invited who were no members: who has joined since. */
      joined: z.int(),
      /** Found no code that works when they looked last. */
      lacking: z.int(),
      top: z.array(z.object({ memberId: id, name: z.string(), people: z.int() })),
    }),
  },
} as const satisfies Contracts

export type OperatorGroup = z.infer<typeof operatorGroup>
export type OperatorPage = z.infer<typeof operatorPage>
