import { EntitySchema } from 'typeorm'
import type { OperatorRole } from '@huitou/shared/admin/roles'
import { instant, key, ref, text, token } from '#server/platform/db/columns'

/** Somebody of the console. Without a password nobody can log in. */
export type OperatorRow = {
  id: string
  login: string
  name: string
  role: OperatorRole
  passwordHash: string | null
  createdAt: Date
  disabledAt: Date | null
}

export const Operators = new EntitySchema<OperatorRow>({
  name: 'operator',
  columns: {
    id: key(),
    login: token(32),
    name: text(20),
    role: token(16),
    passwordHash: token(200, { nullable: true }),
    createdAt: instant(),
    disabledAt: instant({ nullable: true }),
  },
})

/** A one-time code with which an operator sets a password. Found by its digest; sealed, so that a lost answer can be given again. */
export type OperatorInvitationRow = {
  id: string
  operatorId: string
  codeDigest: string
  codeSealed: string
  createdAt: Date
  endsAt: Date
  usedAt: Date | null
}

export const OperatorInvitations = new EntitySchema<OperatorInvitationRow>({
  name: 'operator_invitation',
  columns: {
    id: key(),
    operatorId: ref(),
    codeDigest: token(64),
    codeSealed: token(200),
    createdAt: instant(),
    endsAt: instant(),
    usedAt: instant({ nullable: true }),
  },
})

export type OperatorSessionRow = {
  id: string
  operatorId: string
  tokenDigest: string
  createdAt: Date
  endsAt: Date
  endedAt: Date | null
  device: string
}

export const OperatorSessions = new EntitySchema<OperatorSessionRow>({
  name: 'operator_session',
  columns: {
    id: key(),
    operatorId: ref(),
    tokenDigest: token(64),
    createdAt: instant(),
    endsAt: instant(),
    endedAt: instant({ nullable: true }),
    device: token(160),
  },
})
