import * as z from 'zod/mini'
import { id, instant, points, text } from '../kit/schema'
import { tag } from '../member/tag-contract'
import { readyText } from '../worklist/schema'

export const GATHERING_STATES = ['draft', 'on', 'cancelled'] as const
export type GatheringState = (typeof GATHERING_STATES)[number]

/** 新品发布、主题展览、品鉴、讲座、公开课、体验日、其他 (S-022, S-024, S-025). */
export const GATHERING_KINDS = ['launch', 'exhibition', 'tasting', 'lecture', 'class', 'experience', 'other'] as const
export type GatheringKind = (typeof GATHERING_KINDS)[number]

/** One member's place: held, given back by them, or used by coming. */
export const TICKET_STATES = ['held', 'withdrawn', 'used'] as const
export type TicketState = (typeof TICKET_STATES)[number]

const wholeFrom = (min: number, max: number) => z.int().check(z.gte(min), z.lte(max))

/** `text` is written, of `one` and `several` the options are chosen from. */
export const question = z.object({
  label: text(20),
  kind: z.enum(['text', 'one', 'several']),
  options: z.array(text(12)).check(z.maxLength(8)),
  required: z.boolean(),
})
export type Question = z.infer<typeof question>

/** In the order of the questions: what was written, or what was chosen; nothing where it was left out. */
export const answers = z.array(z.array(text(100)).check(z.maxLength(8))).check(z.maxLength(5))
export type Answers = z.infer<typeof answers>

/** What an operator decides about a gathering. */
export const gatheringBody = z.object({
  kind: z.enum(GATHERING_KINDS),
  title: text(20),
  about: z.nullable(readyText),
  pictureId: z.nullable(id),
  /** The store where it is, and whose staff let people in; null: elsewhere, by staff of any store. */
  storeId: z.nullable(id),
  /** Where, in words: needed elsewhere, in a store the room or floor. */
  place: z.nullable(text(40)),
  startsAt: instant,
  endsAt: instant,
  /** Null: until it begins. */
  signUpUntil: z.nullable(instant),
  /** Null: as many as come. */
  seats: z.nullable(wholeFrom(1, 100_000)),
  /** The lowest tier that may sign up. */
  minLevel: z.nullable(wholeFrom(1, 20)),
  /** Asked at sign-up; as they are once it is published. */
  questions: z.array(question).check(z.maxLength(5)),
  /** Whether members who have not signed up may be let in as long as there are seats. */
  walkIns: z.boolean(),
  /** What coming gives. */
  points,
  templateId: z.nullable(id),
  /** Put on who comes (S-023). */
  tag: z.nullable(tag),
})
export type GatheringBody = z.infer<typeof gatheringBody>

/** What an operator sends: of a new one at least its kind, title and times; what is left out has its default, or stays. */
export const gatheringDraft = z.partial(gatheringBody)
export type GatheringDraft = z.infer<typeof gatheringDraft>

/** What a new gathering is where its operator says nothing. */
export const GATHERING_DEFAULTS: Omit<GatheringBody, 'kind' | 'title' | 'startsAt' | 'endsAt'> = {
  ...{ about: null, pictureId: null, storeId: null, place: null, signUpUntil: null, seats: null, minLevel: null },
  ...{ questions: [], walkIns: true, points: 0, templateId: null, tag: null },
}
