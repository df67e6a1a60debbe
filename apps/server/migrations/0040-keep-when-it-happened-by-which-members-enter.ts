import type { QueryRunner } from 'typeorm'
import { altering } from '#server/platform/db/table'

const Columns = altering('KeepWhenItHappenedByWhichMembersEnter1764028800040', [
  { table: 'journey_run', add: (c) => [c.instant('happened_at', { isNullable: true })] },
])

/** Of who entered until now it is taken to have happened when they did. */
export class KeepWhenItHappenedByWhichMembersEnter extends Columns {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    await runner.query('UPDATE journey_run SET happened_at = entered_at WHERE happened_at IS NULL')
  }
}
