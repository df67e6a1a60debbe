import type { QueryRunner } from 'typeorm'
import { creating } from '#server/platform/db/table'

const Tables = creating('KeepTierProgrammesStandingsAndBenefitCards1763769600008', [
  {
    name: 'tier_programme',
    columns: (c) => [
      c.key(),
      c.count('version', { isNullable: true }),
      c.token('state', 16),
      c.count('active_on', { isNullable: true }),
      c.json('body'),
      c.text('note', 120),
      c.token('author', 32),
      c.instant('saved_at'),
      c.instant('published_at', { isNullable: true }),
      c.ref('swept_to', { isNullable: true }),
      c.instant('swept_at', { isNullable: true }),
    ],
    unique: [['version']],
    index: [['state', 'active_on']],
  },
  {
    name: 'tier_standing',
    columns: (c) => [
      c.ref('member_id', { isPrimary: true }),
      c.count('level'),
      c.json('state'),
      c.count('due_day', { isNullable: true }),
      c.count('outlook_to', { isNullable: true }),
      c.count('outlook_day', { isNullable: true }),
      c.amount('outlook_growth', { isNullable: true }),
      c.amount('outlook_needed', { isNullable: true }),
    ],
    index: [
      ['due_day', 'member_id'],
      ['outlook_to', 'member_id'],
    ],
  },
  {
    name: 'tier_change',
    columns: (c) => [
      c.key(),
      c.ref('member_id'),
      c.token('kind', 16),
      c.count('day'),
      c.instant('recorded_at'),
      c.count('from_level'),
      c.count('to_level'),
      c.amount('growth'),
      c.amount('needed', { isNullable: true }),
      c.ref('programme_id'),
      c.text('reason', 120),
      c.token('actor', 32),
      c.instant('seen_at', { isNullable: true }),
    ],
    index: [['member_id', 'id']],
  },
  {
    name: 'tier_pack',
    columns: (c) => [
      c.key(),
      c.ref('member_id'),
      c.count('level'),
      c.count('day'),
      c.count('live', { isNullable: true }),
      c.ref('change_id'),
      c.amount('points'),
      c.ref('txn_id', { isNullable: true }),
      c.json('coupon_ids'),
      c.ref('card_id', { isNullable: true }),
      c.instant('at'),
    ],
    unique: [['member_id', 'level', 'day', 'live']],
    index: [['change_id']],
  },
  {
    name: 'tier_card',
    columns: (c) => [
      c.key(),
      c.text('name', 20),
      c.count('valid_days'),
      c.json('gives'),
      c.amount('points', { isNullable: true }),
      c.count('stock_total', { isNullable: true }),
      c.count('stock_left', { isNullable: true }),
      c.count('per_member_limit', { isNullable: true }),
      c.flag('on_sale'),
      c.instant('saved_at'),
      c.instant('ended_at', { isNullable: true }),
    ],
    index: [['on_sale', 'id']],
    checks: { stock: 'stock_left IS NULL OR (stock_left >= 0 AND stock_left <= stock_total)' },
  },
  {
    name: 'tier_holding',
    columns: (c) => [
      c.key(),
      c.ref('member_id'),
      c.ref('card_id'),
      c.text('name', 20),
      c.json('gives'),
      c.token('source', 16),
      c.token('source_key', 96),
      c.text('reason', 80),
      c.token('actor', 32),
      c.count('first_day'),
      c.count('last_day'),
      c.instant('starts_at'),
      c.instant('ends_at'),
      c.amount('points'),
      c.ref('txn_id', { isNullable: true }),
      c.amount('balance_after'),
      c.instant('at'),
    ],
    unique: [['source_key']],
    index: [
      ['member_id', 'ends_at'],
      ['card_id', 'source'],
    ],
  },
  {
    name: 'tier_walk',
    columns: (c) => [
      c.token('name', 32, { isPrimary: true }),
      c.ref('reached'),
      c.json('tally'),
      c.json('result', { isNullable: true }),
      c.instant('result_at', { isNullable: true }),
    ],
  },
])

type OldTier = { level: number; name: string; style: string; growth_from: number | string; benefits: string }

const NEUTRAL = {
  pointsPermille: 1000,
  discountPermille: 1000,
  birthdayPoints: 0,
  memberDayPermille: 1000,
  exclusiveTemplateIds: [],
  earlyAccessHours: 0,
  freeShipping: false,
}

/** The tiers as they were until now: growth of a whole life, and nobody is ever lowered. */
const programmeOf = (tiers: OldTier[]) => ({
  unitName: '成长值',
  window: { kind: 'lifetime' },
  downgrade: 'none',
  graceDays: 0,
  warnDays: 0,
  onRefund: 'keep',
  tiers: tiers.map((tier) => ({
    level: tier.level,
    name: tier.name,
    style: tier.style,
    growthFrom: Number(tier.growth_from),
    keepGrowth: null,
    benefits: { ...NEUTRAL, texts: JSON.parse(tier.benefits) as string[] },
    pack: { points: 0, templateIds: [], cardId: null },
  })),
})

/** The table of tiers stays, unread, for the way back: its rows become the first version of the programme. */
export class KeepTierProgrammesStandingsAndBenefitCards extends Tables {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    const tiers = (await runner.query('SELECT * FROM tier ORDER BY level')) as OldTier[]
    const there = (await runner.query('SELECT id FROM tier_programme')) as unknown[]
    if (tiers.length === 0 || there.length > 0) return
    const long = '2000-01-01 00:00:00.000'
    await runner.query(
      'INSERT INTO tier_programme (version, state, active_on, body, note, author, saved_at, published_at, swept_at) ' +
        "VALUES (1, 'published', 20000101, ?, '', 'system', ?, ?, ?)",
      [JSON.stringify(programmeOf(tiers)), long, long, long],
    )
  }
}
