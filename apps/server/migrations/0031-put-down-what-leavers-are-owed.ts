import type { QueryRunner } from 'typeorm'
import { altering } from '#server/platform/db/table'

const Columns = altering('PutDownWhatLeaversAreOwed1763769600031', [
  { table: 'distributor', add: (c) => [c.instant('ask_at', { isNullable: true })], index: [['ask_at']] },
])

/** What is due to who has left is asked for when its time comes; of those for whom nobody asked until now, at once. */
export class PutDownWhatLeaversAreOwed extends Columns {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    await runner.query(
      'UPDATE distributor SET ask_at = changed_at WHERE due_fen > 0 ' +
        'AND EXISTS (SELECT 1 FROM member m WHERE m.id = distributor.member_id AND m.left_at IS NOT NULL)',
    )
  }
}
