import { EntitySchema } from 'typeorm'
import { instant, json, key, ref, token } from '#server/platform/db/columns'
import type { Tx } from '#server/platform/db/tx'

/** Who did what from which device. Insert-only. */
export type AuditRow = {
  id: string
  at: Date
  userId: string
  staffId: string
  action: string
  input: object
  requestId: string
  device: string
}

export const Audits = new EntitySchema<AuditRow>({
  name: 'audit',
  columns: {
    id: key(),
    at: instant(),
    userId: ref(),
    staffId: ref(),
    action: token(64),
    input: json(),
    requestId: token(36),
    device: token(160),
  },
})

export const audit = (tx: Tx, row: Omit<AuditRow, 'id'>) => tx.insert(Audits, row)
