import * as z from 'zod/mini'
import { cursor, id, instant, page } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { JOURNEY_STATES, journeyBody, RUN_STATES } from './schema'

const moment = z.nullable(instant)
const count = z.int()

const journey = z.object({
  id,
  state: z.enum(JOURNEY_STATES),
  /** Of what is on; 0 for a draft that never was. */
  version: count,
  body: journeyBody,
  pointsLeft: z.nullable(count),
  couponsLeft: z.nullable(count),
  /** Whether what is saved differs from what is on. */
  changed: z.boolean(),
  publishedAt: moment,
  /** What stands in the way of putting it on, in words. */
  faults: z.array(z.string()),
  /** Members on their way. */
  open: count,
})

const journeyOut = z.object({ journey })
const traced = z.object({ fact: z.string(), wanted: z.string(), had: z.string(), ok: z.boolean() })
const operator = { who: 'operator', may: 'rules' } as const
const reader = { kind: 'query', who: 'operator', may: 'read' } as const

/** What operators do with journeys. */
export const journeyApi = {
  'journey.presets': {
    ...reader,
    summary: 'Journeys ready to be taken as drafts.',
    input: z.object({}),
    output: z.object({ presets: z.array(z.object({ key: z.string(), about: z.string(), body: journeyBody })) }),
  },
  'journey.fromPreset': {
    kind: 'command',
    ...operator,
    summary: 'Takes a preset as a draft.',
    input: z.object({ key: z.string().check(z.maxLength(32)) }),
    output: journeyOut,
  },
  'journey.list': {
    ...reader,
    summary: 'Journeys, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(journey),
  },
  'journey.journey': {
    ...reader,
    summary: 'One journey, with what stands in the way of putting it on.',
    input: z.object({ journeyId: id }),
    output: journeyOut,
  },
  'journey.save': {
    kind: 'command',
    ...operator,
    summary: 'Writes a draft, or changes one. What is on stays as it is until it is put on again.',
    input: z.object({ id: z.nullable(id), body: journeyBody }),
    output: journeyOut,
  },
  'journey.putOn': {
    kind: 'command',
    ...operator,
    summary:
      'Puts a draft, a change or a paused journey on. Who is on their way goes on by the version with which they entered. Refuses journey_not_ready with the faults.',
    input: z.object({ journeyId: id }),
    output: journeyOut,
  },
  'journey.pause': {
    kind: 'command',
    ...operator,
    summary: 'Nobody enters and nobody moves, until it is put on again.',
    input: z.object({ journeyId: id }),
    output: journeyOut,
  },
  'journey.stop': {
    kind: 'command',
    ...operator,
    summary:
      'The switch: nobody enters or moves from now on, and all who are on their way are taken out; `open` says how many still wait for that.',
    input: z.object({ journeyId: id }),
    output: journeyOut,
  },
  'journey.dryRun': {
    ...reader,
    summary:
      'Who would enter now by what is saved, and what would happen to one member, step by step. Changes nothing.',
    input: z.object({ journeyId: id, memberId: z.nullable(id) }),
    output: z.object({
      /** Null where members enter by what they do, not by time. */
      enterNow: z.nullable(count),
      /** Counted from a sample, or not to the end. */
      estimated: z.boolean(),
      member: z.nullable(
        z.object({
          enters: z.boolean(),
          why: z.nullable(z.string()),
          trace: z.array(traced),
          steps: z.array(z.object({ step: count, kind: z.string(), at: instant, says: z.string(), ok: z.boolean() })),
        }),
      ),
    }),
  },
  'journey.members': {
    ...reader,
    summary: 'Where each member stands, who entered last first.',
    input: z.object({ journeyId: id, state: z.optional(z.enum(RUN_STATES)), before: z.optional(cursor) }),
    output: page(
      z.object({
        id,
        memberId: id,
        memberName: z.string(),
        version: count,
        state: z.enum(RUN_STATES),
        step: count,
        enteredAt: instant,
        /** Since when they wait at this step, and until when. */
        since: instant,
        dueAt: moment,
        endedAt: moment,
      }),
    ),
  },
  'journey.figures': {
    ...reader,
    summary:
      'How many entered, and per version and step who waits there, what was done and what was refused, with reasons.',
    input: z.object({ journeyId: id }),
    output: z.object({
      runs: z.array(z.object({ state: z.enum(RUN_STATES), count })),
      points: count,
      coupons: count,
      steps: z.array(
        z.object({
          version: count,
          step: count,
          kind: z.string(),
          waiting: count,
          done: count,
          refused: z.array(z.object({ why: z.string(), count })),
        }),
      ),
    }),
  },
} as const satisfies Contracts

export type Journey = z.infer<typeof journey>
