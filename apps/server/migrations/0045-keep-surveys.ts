import { creating } from '#server/platform/db/table'

/** What the shop asks, what members answered, and what that comes to. */
export const KeepSurveys = creating('KeepSurveys1763769600045', [
  {
    name: 'survey',
    columns: (c) => [
      c.key(),
      c.token('state', 12),
      c.text('title', 20),
      c.text('about', 100, { isNullable: true }),
      c.json('questions'),
      c.instant('opens_at'),
      c.instant('closes_at'),
      c.count('min_level', { isNullable: true }),
      c.json('tags'),
      c.amount('points'),
      c.ref('template_id', { isNullable: true }),
      c.count('thanks_total', { isNullable: true }),
      c.count('thanks_given'),
      c.json('tag_rules'),
      c.instant('saved_at'),
      c.instant('published_at', { isNullable: true }),
      c.instant('ended_at', { isNullable: true }),
      c.instant('answers_gone_at', { isNullable: true }),
    ],
    index: [
      ['state', 'closes_at'],
      ['answers_gone_at', 'closes_at'],
    ],
    checks: { thanks: 'thanks_given >= 0 AND (thanks_total IS NULL OR thanks_given <= thanks_total)' },
  },
  {
    name: 'survey_answer',
    columns: (c) => [
      c.key(),
      c.ref('survey_id'),
      c.ref('member_id'),
      c.longText('answers_sealed', { isNullable: true }),
      c.instant('at'),
      c.token('tally', 12),
      c.flag('thanked'),
      c.amount('points'),
      c.ref('txn_id', { isNullable: true }),
      c.ref('coupon_id', { isNullable: true }),
      c.flag('owed'),
    ],
    unique: [['survey_id', 'member_id']],
    index: [['member_id'], ['tally', 'survey_id'], ['owed']],
  },
  {
    name: 'survey_tally',
    columns: (c) => [c.key(), c.ref('survey_id'), c.count('answers'), c.json('questions')],
    unique: [['survey_id']],
  },
])
