import * as z from 'zod/mini'
import { cursor, day, id, instant, page, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { ruleSet, words } from './body/contract'
import { decision, evaluation, trialFacts } from './judged/contract'
import { EARN_EVENTS } from './rules'
import { backtest, cost, factInfo, finding, paramValue, ruleWindow, template, version } from './version/contract'

const versionAnswer = z.object({ version })
const sentences = z.array(z.object({ rule: z.string(), title: z.string(), on: z.enum(EARN_EVENTS), words }))
const revision = z.int().check(z.gte(1))

export const earningApi = {
  'earning.catalogue': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Everything that a rule can ask about, with labels, operators and values: enough to draw a form from.',
    input: z.object({}),
    output: z.object({
      facts: z.array(factInfo),
      events: z.array(z.object({ id: z.enum(EARN_EVENTS), zh: z.string(), en: z.string() })),
    }),
  },
  'earning.templates': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Rules as most shops want them, made from a few parameters. `params` go to the template named.',
    input: z.object({
      template: z.optional(z.string().check(z.maxLength(32))),
      params: z.optional(z.record(z.string().check(z.maxLength(32)), paramValue)),
    }),
    output: z.object({ templates: z.array(template) }),
  },
  'earning.versions': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'The versions of the rules, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(version),
  },
  'earning.version': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'One version: what it says, and the sentence that members read for each rule.',
    input: z.object({ versionId: id }),
    output: z.object({ version, body: ruleSet, sentences }),
  },
  'earning.saveDraft': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Writes a draft: a new one, or over one that nobody has changed since `revision`.',
    input: z.extend(ruleSet, {
      versionId: z.optional(id),
      revision: z.optional(revision),
      name: text(40),
    }),
    output: versionAnswer,
  },
  'earning.check': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary:
      'What speaks against publishing a version: errors, warnings, overlapping rules, and what ¥100 of sales cost.',
    input: z.object({ versionId: id, activeFrom: z.optional(instant) }),
    output: z.object({
      findings: z.array(finding),
      overlaps: z.array(
        z.object({
          rules: z.array(z.string()),
          window: ruleWindow,
          together: z.enum(['add', 'best', 'first', 'chain']),
          words,
        }),
      ),
      cost: z.object({ worst: cost, usual: cost }),
      sentences,
    }),
  },
  'earning.publish': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary:
      'Makes a draft the rules, now or from a moment on, or lets it run in the shadow. Refused while checks have errors.',
    input: z.object({
      versionId: id,
      revision,
      activeFrom: z.optional(instant),
      as: z.optional(z.enum(['live', 'shadow'])),
      acceptWarnings: z.optional(z.boolean()),
    }),
    output: versionAnswer,
  },
  'earning.retire': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Ends a version. What it granted stays; a later or earlier one is not put in its place.',
    input: z.object({ versionId: id, revision }),
    output: versionAnswer,
  },
  'earning.dryRun': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'What this would earn: by the rules in force, those of a moment, or a version given. Nothing is written.',
    input: z.object({
      mode: z.enum(['dry', 'at', 'draft']),
      versionId: z.optional(id),
      at: z.optional(instant),
      memberId: z.optional(id),
      facts: trialFacts,
    }),
    output: z.object({ versionId: z.nullable(id), evaluation }),
  },
  'earning.startBacktest': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Replays a version over the real purchases of some days, beside another version or what was really given.',
    input: z.object({ versionId: id, againstId: z.optional(id), from: day, until: day }),
    output: z.object({ backtest }),
  },
  'earning.backtest': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'How far a replay is, and what it found.',
    input: z.object({ backtestId: id }),
    output: z.object({ backtest }),
  },
  'earning.decision': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'One stored decision: its facts, its trace, what came of it.',
    input: z.object({ decisionId: id }),
    output: z.object({ decision }),
  },
  'earning.rerun': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Judges a stored decision again by its own version. The same facts must give the same result.',
    input: z.object({ decisionId: id }),
    output: z.object({
      same: z.boolean(),
      stored: z.object({ factsHash: z.string(), resultHash: z.string() }),
      evaluation,
    }),
  },
  'earning.guide': {
    kind: 'query',
    who: 'member',
    summary: '攻略: the rules in force as sentences, how long points hold, what they are good for.',
    input: z.object({}),
    output: z.object({
      groups: z.array(
        z.object({
          id: z.enum(['spend', 'checkin', 'activity', 'growth']),
          zh: z.string(),
          en: z.string(),
          rules: z.array(z.object({ title: z.string(), words, campaign: z.nullable(z.string()) })),
        }),
      ),
      /** Promotions that run, with everything that must be told about them (R33). */
      campaigns: z.array(
        z.object({
          key: z.string(),
          name: z.string(),
          organiser: z.string(),
          contact: z.string(),
          conditions: z.string(),
          limits: z.string(),
          from: instant,
          until: instant,
        }),
      ),
      expiry: words,
      uses: z.array(words),
      /** Limits over all rules together. */
      limits: z.array(words),
    }),
  },
  'earning.explain': {
    kind: 'query',
    who: 'member',
    summary: 'Why one of the member’s own points transactions is what it is.',
    input: z.object({ txnId: id }),
    output: z.object({
      txnId: id,
      points: z.int(),
      at: instant,
      expiresAt: z.nullable(instant),
      /** The version of the rules; null for what no rule decided. */
      versionId: z.nullable(id),
      lines: z.array(words),
      /** The limits that cut it, in words. */
      cuts: z.array(words),
      rules: z.array(z.object({ title: z.string(), words })),
      expiry: words,
    }),
  },
} as const satisfies Contracts

export type EarningEvaluation = z.infer<typeof evaluation>
export type EarningVersion = z.infer<typeof version>
export type EarningDecision = z.infer<typeof decision>
export type EarningBacktest = z.infer<typeof backtest>
