import * as z from 'zod/mini'
import { id, instant, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'

/** So many a member may have. */
export const TAGS_MAX = 20

/** A short word that the shop gives a member. */
export const tag = text(12)

const given = z.array(
  z.object({
    tag: z.string(),
    at: instant,
    /** "operator:3" or "journey:5". */
    by: z.string(),
  }),
)
const input = z.object({ memberId: id, tag })
const output = z.object({ tags: given })

/** What operators do with tags. */
export const tagApi = {
  'member.tag': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Gives a member a tag; one that they have stays as it is. Refuses tags_full.',
    input,
    output,
  },
  'member.untag': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Takes a tag from a member; one that they do not have changes nothing.',
    input,
    output,
  },
  'member.tagsOf': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'The tags of one member, with when and by whom they were given.',
    input: z.object({ memberId: id }),
    output,
  },
  'member.tags': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'The tags in use, those of most members first, 200 at most.',
    input: z.object({}),
    output: z.object({ tags: z.array(z.object({ tag: z.string(), members: z.int() })) }),
  },
} as const satisfies Contracts
