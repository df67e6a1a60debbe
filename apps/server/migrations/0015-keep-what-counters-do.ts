import type { QueryRunner } from 'typeorm'
import { altering } from '#server/platform/db/table'

const Tables = altering(
  'KeepWhatCountersDo1763769600015',
  [
    {
      table: 'member',
      add: (c) => [c.ref('enrolled_by', { isNullable: true }), c.ref('merged_into', { isNullable: true })],
      index: [['merged_into']],
    },
    // Whom a phone number found showed no code. That a code opens one visit is kept by its own row, which is locked and used up.
    { table: 'visit', dropUnique: [['shown_code_id']], index: [['shown_code_id']] },
    {
      table: 'verification',
      add: (c) => [c.ref('use_id', { isNullable: true })],
      // A times card is verified more than once: what is unique is the use, not the coupon.
      dropUnique: [['coupon_id', 'live']],
      unique: [['use_id']],
      index: [['coupon_id']],
    },
  ],
  [
    {
      name: 'member_phone_person',
      columns: (c) => [c.token('phone_person', 64, { isPrimary: true }), c.token('user_fingerprint', 64)],
    },
    {
      name: 'counter_act',
      columns: (c) => [
        c.key(),
        c.token('kind', 16),
        c.ref('subject_id'),
        c.ref('member_id', { isNullable: true }),
        c.ref('staff_id'),
        c.ref('store_id'),
        c.count('day'),
        c.instant('at'),
        c.text('title', 80),
        c.amount('amount_fen', { isNullable: true }),
        c.amount('points', { isNullable: true }),
        c.instant('undone_at', { isNullable: true }),
        c.text('undo_reason', 80, { isNullable: true }),
        c.ref('undone_by', { isNullable: true }),
      ],
      index: [
        ['kind', 'subject_id'],
        ['store_id', 'day', 'id'],
        ['staff_id', 'store_id', 'id'],
      ],
    },
    {
      name: 'counter_shift',
      columns: (c) => [
        c.key(),
        c.ref('staff_id'),
        c.ref('store_id'),
        c.count('day'),
        c.instant('started_at'),
        c.instant('ended_at'),
        c.ref('to_act_id'),
        c.json('totals'),
        c.text('note', 80, { isNullable: true }),
      ],
      unique: [['staff_id', 'store_id', 'to_act_id']],
      index: [['store_id', 'day', 'id']],
    },
  ],
)

/** What was verified before belongs to the day's acts as well, and each verification that stands to its use. */
export class KeepWhatCountersDo extends Tables {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    await runner.query(
      `UPDATE verification SET use_id = (SELECT u.id FROM coupon_use u WHERE u.coupon_id = verification.coupon_id AND u.live = 1)
       WHERE live = 1 AND use_id IS NULL`,
    )
    await runner.query(
      `INSERT INTO counter_act (kind, subject_id, member_id, staff_id, store_id, day, at, title, undone_at, undo_reason, undone_by)
       SELECT 'verification', v.id, v.member_id, v.staff_id, v.store_id, v.day, v.at, t.name, v.undone_at, v.undo_reason, v.undone_by
       FROM verification v JOIN coupon c ON c.id = v.coupon_id JOIN coupon_template t ON t.id = c.template_id
       WHERE NOT EXISTS (SELECT 1 FROM counter_act a WHERE a.kind = 'verification' AND a.subject_id = v.id)
       ORDER BY v.id`,
    )
  }
}
