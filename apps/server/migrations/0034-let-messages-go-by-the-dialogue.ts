import type { QueryRunner } from 'typeorm'
import { altering } from '#server/platform/db/table'

const Columns = altering('LetMessagesGoByTheDialogue1763769600034', [
  {
    table: 'notify_message',
    add: (c) => [c.token('via', 16, { isNullable: true }), c.ref('notice_id', { isNullable: true })],
    index: [['notice_id']],
  },
  { table: 'notify_policy', add: (c) => [c.flag('fall_back')] },
  { table: 'notify_day', add: (c) => [c.count('sent_by_dialogue', { default: 0 })] },
])

/** What went out until now went by subscription; a shop's policy of before says nothing against the other way. */
export class LetMessagesGoByTheDialogue extends Columns {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    await runner.query(
      "UPDATE notify_message SET via = 'subscription' WHERE attempts > 0 AND state NOT IN ('none', 'waiting')",
    )
    await runner.query('UPDATE notify_policy SET fall_back = 1')
  }
}
