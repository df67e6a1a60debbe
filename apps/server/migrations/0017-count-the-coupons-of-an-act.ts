import type { QueryRunner } from 'typeorm'
import { altering } from '#server/platform/db/table'

const Columns = altering('CountTheCouponsOfAnAct1763769600017', [
  { table: 'counter_act', add: (c) => [c.count('coupons', { default: 0 })] },
])

/** Each verification was one coupon. Bills before this stay uncounted: their purchases tell what they used. */
export class CountTheCouponsOfAnAct extends Columns {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    await runner.query("UPDATE counter_act SET coupons = 1 WHERE kind = 'verification'")
  }
}
