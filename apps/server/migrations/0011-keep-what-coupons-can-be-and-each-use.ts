import type { QueryRunner } from 'typeorm'
import { altering } from '#server/platform/db/table'

const Changes = altering(
  'KeepWhatCouponsCanBeAndEachUse1763769600011',
  [
    {
      table: 'coupon_template',
      add: (c) => [
        c.token('state', 16, { default: "'active'" }),
        c.text('item_sku', 40, { isNullable: true }),
        c.text('goods_name', 40, { isNullable: true }),
        c.json('categories', { isNullable: true }),
        c.json('skus', { isNullable: true }),
        c.count('tier_min', { isNullable: true }),
        c.count('uses_total', { default: 1 }),
        c.count('stack_group', { isNullable: true }),
        c.count('valid_from_days', { default: 0 }),
        c.json('weekdays', { isNullable: true }),
        c.json('hours', { isNullable: true }),
        c.json('blackout_days', { isNullable: true }),
        c.count('per_member_day_limit', { isNullable: true }),
        c.count('day_quota', { isNullable: true }),
        c.flag('code_only'),
        c.token('scene', 32, { isNullable: true }),
        c.json('drop_plan', { isNullable: true }),
      ],
      unique: [['scene']],
      index: [['state']],
    },
    {
      table: 'coupon',
      add: (c) => [
        c.count('uses_total', { default: 1 }),
        c.count('uses_left', { default: 1 }),
        c.count('day', { isNullable: true }),
        c.amount('drop_slot', { isNullable: true }),
      ],
    },
  ],
  [
    {
      name: 'coupon_use',
      columns: (c) => [
        c.key(),
        c.ref('coupon_id'),
        c.count('slot'),
        c.count('live', { isNullable: true }),
        c.token('cause', 64),
        c.ref('store_id', { isNullable: true }),
        c.token('by', 32),
        c.instant('at'),
        c.instant('returned_at', { isNullable: true }),
      ],
      unique: [
        ['coupon_id', 'slot', 'live'],
        ['coupon_id', 'cause', 'live'],
      ],
      checks: { live: 'live IS NULL OR live = 1' },
    },
    {
      name: 'coupon_quota',
      columns: (c) => [
        c.ref('template_id', { isPrimary: true }),
        c.amount('slot', { isPrimary: true }),
        c.count('quota'),
        c.count('taken'),
      ],
      checks: { quota: 'taken >= 0 AND taken <= quota' },
    },
  ],
)

const LISTS = ['categories', 'skus', 'weekdays', 'hours', 'blackout_days']

const joined = (runner: QueryRunner, prefix: string, column: string) =>
  runner.connection.options.type === 'better-sqlite3' ? `'${prefix}' || ${column}` : `CONCAT('${prefix}', ${column})`

/** What was used before was used once, by the visit in which it was verified; what had ended says so in its state. */
export class KeepWhatCouponsCanBeAndEachUse extends Changes {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    for (const list of LISTS) await runner.query(`UPDATE coupon_template SET ${list} = '[]' WHERE ${list} IS NULL`)
    await runner.query("UPDATE coupon_template SET state = 'ended' WHERE ended_at IS NOT NULL")
    await runner.query("UPDATE coupon SET uses_left = 0 WHERE state = 'used'")
    await runner.query(
      'INSERT INTO coupon_use (coupon_id, slot, live, cause, store_id, `by`, at, returned_at) ' +
        `SELECT c.id, 1, 1, COALESCE(${joined(runner, 'visit:', 'v.visit_id')}, 'kept'), c.used_store_id, ` +
        `COALESCE(${joined(runner, 'staff:', 'c.used_by')}, 'system'), c.used_at, NULL ` +
        'FROM coupon c LEFT JOIN verification v ON v.coupon_id = c.id AND v.live = 1 ' +
        "WHERE c.state = 'used' AND NOT EXISTS (SELECT 1 FROM coupon_use u WHERE u.coupon_id = c.id)",
    )
  }
}
