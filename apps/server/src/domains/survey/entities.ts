import { EntitySchema } from 'typeorm'
import type { Tally } from '@huitou/shared/survey/rules'
import type { SurveyQuestion, SurveyState, TagRule } from '@huitou/shared/survey/schema'
import { amount, count, flag, instant, json, key, longText, ref, text, token } from '#server/platform/db/columns'

export type SurveyRow = {
  id: string
  state: SurveyState
  title: string
  about: string | null
  questions: SurveyQuestion[]
  opensAt: Date
  closesAt: Date
  minLevel: number | null
  tags: string[]
  points: number
  templateId: string | null
  thanksTotal: number | null
  /** Counted only where there is a total. Shared by all who answer. */
  thanksGiven: number
  tagRules: TagRule[]
  savedAt: Date
  publishedAt: Date | null
  endedAt: Date | null
  answersGoneAt: Date | null
}

export const Surveys = new EntitySchema<SurveyRow>({
  name: 'survey',
  columns: {
    id: key(),
    state: token(12),
    title: text(20),
    about: text(100, { nullable: true }),
    questions: json(),
    opensAt: instant(),
    closesAt: instant(),
    minLevel: count({ nullable: true }),
    tags: json(),
    points: amount(),
    templateId: ref({ nullable: true }),
    thanksTotal: count({ nullable: true }),
    thanksGiven: count(),
    tagRules: json(),
    savedAt: instant(),
    publishedAt: instant({ nullable: true }),
    endedAt: instant({ nullable: true }),
    answersGoneAt: instant({ nullable: true }),
  },
})

/** Whether an answer is in the tally: not yet, for ever, or never since it was forgotten before. */
export type InTally = 'waits' | 'counted' | 'left_out'

export type AnswerRow = {
  id: string
  surveyId: string
  memberId: string
  /** What they answered, sealed (P9); null once it is forgotten. */
  answersSealed: string | null
  at: Date
  tally: InTally
  /** Whether there were thanks for this one. */
  thanked: boolean
  points: number
  txnId: string | null
  couponId: string | null
  /** Points that wait until the account is let go. */
  owed: boolean
}

export const Answers = new EntitySchema<AnswerRow>({
  name: 'survey_answer',
  columns: {
    id: key(),
    surveyId: ref(),
    memberId: ref(),
    answersSealed: longText({ nullable: true }),
    at: instant(),
    tally: token(12),
    thanked: flag(),
    points: amount(),
    txnId: ref({ nullable: true }),
    couponId: ref({ nullable: true }),
    owed: flag(),
  },
})

/** What the answers to a survey come to, by nobody's name: one row of a survey, made when it is published. */
export type TallyRow = { id: string; surveyId: string; answers: number; questions: Tally[] }

export const Tallies = new EntitySchema<TallyRow>({
  name: 'survey_tally',
  columns: { id: key(), surveyId: ref(), answers: count(), questions: json() },
})

/** Every table of this room. */
export const surveyTables = [Surveys, Answers, Tallies] as EntitySchema[]
