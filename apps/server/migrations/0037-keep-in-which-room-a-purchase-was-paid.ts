import type { QueryRunner } from 'typeorm'
import { altering } from '#server/platform/db/table'

const Columns = altering('KeepInWhichRoomAPurchaseWasPaid1763769600037', [
  { table: 'purchase', add: (c) => [c.token('paid_in', 16, { isNullable: true })] },
])

/** What group-buys have sold until now was paid there. */
export class KeepInWhichRoomAPurchaseWasPaid extends Columns {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    await runner.query(
      "UPDATE purchase SET paid_in = 'groupbuy' WHERE id IN (SELECT purchase_id FROM groupbuy_order WHERE purchase_id IS NOT NULL)",
    )
  }
}
