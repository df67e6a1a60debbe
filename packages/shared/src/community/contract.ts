import * as z from 'zod/mini'
import { id, instant, scene } from '../kit/schema'
import { communityConsoleApi } from './console-contract'
import { GROUP_KINDS, region, WAYS_IN } from './schema'
import type { Contracts } from '../kit/contract'

const picture = z.object({ url: z.string(), width: z.int(), height: z.int() })

const groupCard = z.object({
  groupId: id,
  kind: z.enum(GROUP_KINDS),
  name: z.string(),
  words: z.string(),
  wayIn: z.enum(WAYS_IN),
  /** The code to press, only while it works. */
  code: z.nullable(z.extend(picture, { until: z.nullable(instant) })),
})

const block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('picture'), picture }),
])

/** Where somebody belongs, as far as they or their link say. */
const wish = { groupId: z.optional(id), region: z.optional(region), storeId: z.optional(id) }

export const communityApi = {
  'community.offer': {
    kind: 'query',
    who: 'visitor',
    summary: 'The newest page that invites into the shop’s groups; null where none is on.',
    input: z.object({}),
    output: z.object({ page: z.nullable(z.object({ pageId: id, title: z.string(), lead: z.string() })) }),
  },
  'community.show': {
    kind: 'query',
    who: 'visitor',
    summary:
      'A page, with the group that fits: the chosen one, else of the chosen region, else near the store that the person came to. A code that has ended is never shown.',
    input: z.object({ pageId: id, ...wish, scene: z.optional(scene) }),
    output: z.object({
      state: z.enum(['on', 'ended']),
      title: z.string(),
      lead: z.string(),
      blocks: z.array(block),
      /** Who sent the card (masked); null where nobody did, or it is one's own. */
      inviter: z.nullable(z.string()),
      regions: z.array(
        z.object({
          region: z.string(),
          groups: z.array(z.object({ groupId: id, name: z.string(), wayIn: z.enum(WAYS_IN) })),
        }),
      ),
      /** The region of what is shown. */
      region: z.nullable(z.string()),
      group: z.nullable(groupCard),
      /** Where that one lets nobody in: the next of the same region that does. */
      instead: z.nullable(groupCard),
    }),
  },
  'community.visit': {
    kind: 'command',
    who: 'visitor',
    keyless: true,
    summary:
      'Remembers that somebody opened a page, the first time with who brought them, and whether they found a way in. Answers the scene of a member’s own card. Gives nothing to anybody.',
    input: z.object({ pageId: id, ...wish, scene: z.optional(scene) }),
    output: z.object({ scene: z.nullable(scene) }),
  },
  ...communityConsoleApi,
} as const satisfies Contracts

export type CommunityGroupCard = z.infer<typeof groupCard>
export type CommunityBlock = z.infer<typeof block>
