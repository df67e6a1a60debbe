import * as z from 'zod/mini'
import { id, instant, text } from '../kit/schema'

/** A group of WeChat, whose code dies; or a person of the shop who takes in by hand, whose code stays. */
export const GROUP_KINDS = ['group', 'housekeeper'] as const
/** `paused`: nobody fits in any more. */
export const GROUP_STATES = ['on', 'paused', 'ended'] as const
export const PAGE_STATES = ['draft', 'on', 'ended'] as const
/** What somebody finds who wants to join: a code, a full group, or one whose code has ended. */
export const WAYS_IN = ['open', 'full', 'renewing'] as const

export type GroupKind = (typeof GROUP_KINDS)[number]
export type GroupState = (typeof GROUP_STATES)[number]
export type PageState = (typeof PAGE_STATES)[number]
export type WayIn = (typeof WAYS_IN)[number]

export const region = text(12)

/** What an operator decides about one group of the shop. */
export const groupBody = z.object({
  /** As it is found in WeChat: number, quarter, brand. */
  name: text(30),
  kind: z.enum(GROUP_KINDS),
  region,
  /** None: for the whole region. */
  storeIds: z.array(id).check(z.maxLength(50)),
  /** What is in it for who joins. */
  words: text(120),
  /** The code to press. */
  pictureId: id,
  /** When the code ends; a group of WeChat must have one. */
  until: z.nullable(instant),
})

const block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: text(200) }),
  z.object({ kind: z.literal('picture'), pictureId: id }),
])

/** What an operator writes on a page that invites. */
export const pageBody = z.object({
  title: text(20),
  lead: text(60),
  blocks: z.array(block).check(z.maxLength(8)),
  /** In the order in which they are offered. */
  groupIds: z.array(id).check(z.minLength(1), z.maxLength(30)),
})

export type GroupBody = z.infer<typeof groupBody>
export type Block = z.infer<typeof block>
export type PageBody = z.infer<typeof pageBody>
