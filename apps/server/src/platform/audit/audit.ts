import { createHash } from 'node:crypto'
import { EntitySchema } from 'typeorm'
import { maskPhone } from '@huitou/shared/kit/mask'
import { instant, json, key, ref, token } from '#server/platform/db/columns'
import type { Tx } from '#server/platform/db/tx'
import type { Actor } from '#server/platform/http/call'

/** Who did what from which device. Insert-only. */
export type AuditRow = {
  id: string
  at: Date
  userId: string
  staffId: string
  /** Somebody of the console; null for staff. */
  operatorId: string | null
  /** Another system, by its key; null for people. */
  integratorId?: string | null
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
    operatorId: ref({ nullable: true }),
    integratorId: ref({ nullable: true }),
    action: token(64),
    input: json(),
    requestId: token(36),
    device: token(160),
  },
})

const NOBODY = '0'
const TEXT_MAX = 300

/** As whom an act is recorded; null for customers, whose acts are their rows. */
export function auditedAs(actor: Actor): Pick<AuditRow, 'userId' | 'staffId' | 'operatorId' | 'integratorId'> | null {
  const none = { userId: NOBODY, staffId: NOBODY, operatorId: null, integratorId: null }
  if ('operatorId' in actor) return { ...none, operatorId: actor.operatorId }
  if ('integratorId' in actor) return { ...none, integratorId: actor.integratorId }
  return 'staffId' in actor ? { ...none, userId: actor.userId, staffId: actor.staffId } : null
}

/** What is known about a person: its digits or letters are not for the record of acts (P9). */
export const withoutPrivate = (input: object, unlogged: readonly string[] = []): object =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      unlogged.includes(name) && typeof value === 'string' ? maskPhone(value) : (value as unknown),
    ]),
  )

/** A whole CSV has no place here: its length and digest tell which one it was. */
const shortened = (input: object) =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      typeof value === 'string' && value.length > TEXT_MAX
        ? `${value.length} characters, sha256 ${createHash('sha256').update(value).digest('hex')}`
        : (value as unknown),
    ]),
  )

export const audit = (tx: Tx, row: Omit<AuditRow, 'id'>) => tx.insert(Audits, { ...row, input: shortened(row.input) })
