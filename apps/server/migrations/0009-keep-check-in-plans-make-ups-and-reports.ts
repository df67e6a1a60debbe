import type { QueryRunner } from 'typeorm'
import { businessDay } from '#server/platform/business-day'
import { altering } from '#server/platform/db/table'

const Changes = altering(
  'KeepCheckInPlansMakeUpsAndReports1763769600009',
  [
    {
      table: 'checkin',
      add: (c) => [
        c.amount('growth', { default: 0 }),
        c.json('vouchers', { isNullable: true }),
        c.json('bonuses', { isNullable: true }),
        c.count('run', { isNullable: true }),
        c.count('made_up_on', { isNullable: true }),
        c.amount('price', { default: 0 }),
        c.ref('price_txn_id', { isNullable: true }),
      ],
      index: [
        ['day', 'member_id'],
        ['made_up_on', 'member_id'],
      ],
    },
    {
      table: 'checkin_streak',
      index: [['last_day', 'length']],
    },
    {
      table: 'checkin_visit',
      dropUnique: [['member_id', 'day']],
      unique: [['member_id', 'day', 'store_id']],
      index: [['day', 'member_id']],
    },
  ],
  [
    {
      name: 'checkin_version',
      columns: (c) => [
        c.key(),
        c.ref('line', { isNullable: true }),
        c.text('name', 40),
        c.count('version', { isNullable: true }),
        c.token('state', 16),
        c.token('audience', 16),
        c.json('levels'),
        c.json('body'),
        c.count('active_on', { isNullable: true }),
        c.count('ends_on', { isNullable: true }),
        c.text('note', 120),
        c.token('author', 32),
        c.instant('saved_at'),
        c.instant('published_at', { isNullable: true }),
      ],
      unique: [['line', 'version']],
      index: [['state', 'active_on']],
    },
    {
      name: 'checkin_day',
      columns: (c) => [
        c.count('day', { isPrimary: true }),
        c.count('check_ins'),
        c.count('make_ups'),
        c.count('visits'),
        c.amount('points'),
        c.count('members'),
        c.json('streaks'),
        c.instant('counted_at'),
      ],
    },
  ],
)

type OldPlan = {
  id: number | string
  name: string
  version: number
  base_points: number
  visit_points: number
  growth: number
  cycle_days: number | null
  ladder: string
  special_days: string
  active_from: string | Date
}
type OldStep = { streakDays: number; points: number; templateId: string | null }
type OldSpecial = { day: number; name: string; permille: number }

const bodyOf = (plan: OldPlan) => ({
  base: { points: plan.base_points, growth: plan.growth },
  rising: null,
  cycle: plan.cycle_days === null ? { kind: 'none' } : { kind: 'run', days: plan.cycle_days },
  ladder: (JSON.parse(plan.ladder) as OldStep[]).map((step) => ({ ...step, growth: 0 })),
  cumulative: [],
  first: null,
  specials: (JSON.parse(plan.special_days) as OldSpecial[]).map(({ day, name, permille }) => ({
    on: { kind: 'day', day },
    name,
    permille,
    points: 0,
    templateId: null,
  })),
  tierMultiplier: false,
  makeUp: null,
  visit: { points: plan.visit_points, per: 'day', evidence: 'printed' },
})

/** As the engines answer: SQLite in text, MySQL as a date. */
const instantOf = (value: string | Date) => (value instanceof Date ? value : new Date(`${value.replace(' ', 'T')}Z`))

const textOf = (at: Date) => at.toISOString().replace('T', ' ').replace('Z', '')

/**
 * The table of plans stays, unread, for the way back: its rows become versions of one plan for everybody, under their old numbers, since
 * check-ins name them.
 */
export class KeepCheckInPlansMakeUpsAndReports extends Changes {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    const plans = (await runner.query('SELECT * FROM checkin_plan ORDER BY active_from, id')) as OldPlan[]
    const there = (await runner.query('SELECT id FROM checkin_version')) as unknown[]
    const [first] = plans
    if (!first || there.length > 0) return
    const brands = (await runner.query('SELECT zone, day_start_minutes FROM brand WHERE id = 1')) as {
      zone: string
      day_start_minutes: number
    }[]
    const rule = { zone: brands[0]?.zone ?? 'Asia/Shanghai', dayStartMinutes: brands[0]?.day_start_minutes ?? 0 }
    for (const [index, plan] of plans.entries()) {
      const from = instantOf(plan.active_from)
      await runner.query(
        'INSERT INTO checkin_version (id, line, name, version, state, audience, levels, body, active_on, note, author, saved_at, published_at) ' +
          "VALUES (?, ?, ?, ?, 'published', 'everyone', '[]', ?, ?, '', 'system', ?, ?)",
        [
          plan.id,
          first.id,
          plan.name,
          index + 1,
          JSON.stringify(bodyOf(plan)),
          businessDay(from, rule).day,
          textOf(from),
          textOf(from),
        ],
      )
    }
  }
}
