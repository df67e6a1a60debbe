import type { QueryRunner } from 'typeorm'
import { altering } from '#server/platform/db/table'

const Tables = altering(
  'KeepWhatMembersAreTold1763769600020',
  [
    {
      table: 'member',
      add: (c) => [
        c.token('nickname_state', 8, { isNullable: true }),
        c.instant('nickname_at', { isNullable: true }),
        c.count('risk_rank', { isNullable: true }),
      ],
      index: [
        ['nickname_state', 'nickname_at'],
        ['risk_rank', 'id'],
      ],
    },
  ],
  [
    {
      name: 'notify_template',
      columns: (c) => [
        c.key(),
        c.token('topic', 32),
        c.token('template_id', 64),
        c.json('fields'),
        c.flag('enabled'),
        c.ref('saved_by'),
        c.instant('saved_at'),
      ],
      unique: [['topic']],
    },
    {
      name: 'notify_credit',
      columns: (c) => [
        c.ref('member_id', { isPrimary: true }),
        c.token('template_id', 64, { isPrimary: true }),
        c.count('balance'),
      ],
      checks: { never_negative: 'balance >= 0' },
    },
    {
      name: 'notify_credit_change',
      columns: (c) => [
        c.key(),
        c.ref('member_id'),
        c.token('template_id', 64),
        c.count('amount'),
        c.token('reason', 16),
        c.token('source_key', 96),
        c.ref('message_id', { isNullable: true }),
        c.instant('at'),
      ],
      unique: [['source_key']],
      index: [['member_id', 'template_id', 'at'], ['message_id']],
    },
    {
      name: 'notify_message',
      columns: (c) => [
        c.key(),
        c.ref('member_id'),
        c.token('topic', 32),
        c.token('trigger_key', 64),
        c.text('title', 40),
        c.text('words', 200),
        c.text('page', 200, { isNullable: true }),
        c.json('facts'),
        c.instant('created_at'),
        c.instant('read_at', { isNullable: true }),
        c.token('state', 16),
        c.token('template_id', 64, { isNullable: true }),
        c.count('attempts'),
        c.instant('next_at', { isNullable: true }),
        c.instant('sending_at', { isNullable: true }),
        c.instant('settled_at', { isNullable: true }),
        c.token('msg_id', 32, { isNullable: true }),
        c.count('errcode', { isNullable: true }),
        c.instant('delivered_at', { isNullable: true }),
      ],
      unique: [['trigger_key', 'member_id']],
      index: [
        ['member_id', 'id'],
        ['member_id', 'read_at'],
        ['next_at', 'id'],
        ['state', 'sending_at'],
        ['state', 'id'],
        ['msg_id'],
        ['created_at'],
      ],
    },
    {
      name: 'notify_reminder',
      columns: (c) => [c.ref('member_id', { isPrimary: true }), c.instant('due_at')],
      index: [['due_at']],
    },
  ],
)

/** Names from before this were never judged: each is, when its member comes again. Those that a clerk wrote down are the shop's. */
export class KeepWhatMembersAreTold extends Tables {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    await runner.query(
      `UPDATE member SET nickname_state = CASE WHEN user_id IS NULL THEN 'fine' ELSE 'away' END, nickname_at = joined_at
       WHERE nickname IS NOT NULL`,
    )
  }
}
