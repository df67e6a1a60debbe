import * as z from 'zod/mini'
import { day, id, instant, points, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'

const DAYS_MAX = 366

const gift = z.object({ points, growth: points, templateId: z.nullable(id) })
const days = z.int().check(z.gte(1), z.lte(DAYS_MAX))
const dayOfMonth = z.int().check(z.gte(1), z.lte(31))

const cycle = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('week') }),
  z.object({ kind: z.literal('month') }),
  z.object({ kind: z.literal('days'), days, anchor: day }),
  z.object({ kind: z.literal('run'), days }),
  z.object({ kind: z.literal('campaign'), from: day, until: day }),
])

const specialOn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('day'), day }),
  z.object({ kind: z.literal('weekday'), weekday: z.int().check(z.gte(0), z.lte(6)) }),
  z.object({ kind: z.literal('monthDay'), dayOfMonth }),
  z.object({ kind: z.literal('yearly'), month: z.int().check(z.gte(1), z.lte(12)), dayOfMonth }),
  z.object({ kind: z.literal('birthday') }),
])

/** The rules of checking in, as an operator writes them. */
const planBody = z.object({
  base: z.object({ points, growth: points }),
  rising: z.nullable(z.object({ points, max: points })),
  cycle,
  ladder: z.array(z.extend(gift, { streakDays: days })).check(z.maxLength(31)),
  cumulative: z.array(z.extend(gift, { count: days })).check(z.maxLength(31)),
  first: z.nullable(gift),
  specials: z
    .array(
      z.object({
        on: specialOn,
        name: text(12),
        permille: z.int().check(z.gte(1000), z.lte(10_000)),
        points,
        templateId: z.nullable(id),
      }),
    )
    .check(z.maxLength(120)),
  tierMultiplier: z.boolean(),
  makeUp: z.nullable(
    z.object({
      limit: z.int().check(z.gte(1), z.lte(31)),
      prices: z.array(points).check(z.maxLength(31)),
      daysBack: z.int().check(z.gte(1), z.lte(31)),
      pays: z.enum(['nothing', 'base', 'full']),
    }),
  ),
  visit: z.object({ points, per: z.enum(['day', 'store']), evidence: z.enum(['printed', 'rotating']) }),
})

const audience = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everyone') }),
  z.object({ kind: z.literal('tier'), levels: z.array(z.int()).check(z.minLength(1), z.maxLength(20)) }),
  z.object({ kind: z.literal('tag'), tag: text(20) }),
])

const finding = z.object({ severity: z.enum(['error', 'notice']), words: z.string() })

const version = z.object({
  id,
  /** The plan of which it is a version; null for the draft of a new one. */
  line: z.nullable(id),
  name: z.string(),
  version: z.nullable(z.int()),
  state: z.enum(['draft', 'published']),
  audience,
  activeOn: z.nullable(day),
  /** The last day on which it is in force; null: until another version is. */
  endsOn: z.nullable(day),
  note: z.string(),
  savedAt: instant,
  author: z.string(),
  body: planBody,
})

export const checkinOperatorApi = {
  'checkin.plans': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'The plans in force today, those to come, and drafts with what speaks against them.',
    input: z.object({}),
    output: z.object({
      today: day,
      inForce: z.array(version),
      upcoming: z.array(version),
      drafts: z.array(z.extend(version, { findings: z.array(finding) })),
    }),
  },
  'checkin.savePlan': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary:
      'Keeps a draft: of a new plan (id null), the draft with that id, or the next version of a published one. Says what speaks against publishing it.',
    input: z.object({ id: z.nullable(id), name: text(20), audience, body: planBody, note: text(120) }),
    output: z.object({ draft: version, findings: z.array(finding) }),
  },
  'checkin.publishPlan': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary:
      'Publishes a draft: in force from the start of `activeOn`, by default tomorrow. What members were shown for today stays, and no step is paid for days before.',
    input: z.object({ id, activeOn: z.optional(day) }),
    output: z.object({ version }),
  },
  'checkin.endPlan': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Ends a plan with a day, by default today; whom it was for then has the plan for everybody.',
    input: z.object({ line: id, lastDay: z.optional(day) }),
    output: z.object({ version }),
  },
  'checkin.report': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary:
      'Check-ins, make-ups, store visits and points by day, the rate among members, and how long streaks are. At most 92 days.',
    input: z.object({ from: day, to: day }),
    output: z.object({
      /** When the newest of these days was counted. */
      asOf: z.nullable(instant),
      days: z.array(
        z.object({
          day,
          checkIns: z.int(),
          makeUps: z.int(),
          visits: z.int(),
          points,
          members: z.int(),
          /** Check-ins for each thousand members. */
          ratePermille: z.int(),
        }),
      ),
      /** Running streaks by length on the newest of these days. */
      streaks: z.array(z.object({ from: z.int(), to: z.nullable(z.int()), members: z.int() })),
    }),
  },
} as const satisfies Contracts
