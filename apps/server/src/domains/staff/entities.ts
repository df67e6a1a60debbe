import { EntitySchema } from 'typeorm'
import type { StaffRole } from '@huitou/shared/staff/roles'
import { instant, json, key, primaryRef, ref, text, token } from '#server/platform/db/columns'

export type StaffRow = {
  id: string
  userId: string
  name: string
  role: StaffRole
  createdAt: Date
  disabledAt: Date | null
}

export const Staff = new EntitySchema<StaffRow>({
  name: 'staff',
  columns: {
    id: key(),
    userId: ref(),
    name: text(40),
    role: token(16),
    createdAt: instant(),
    disabledAt: instant({ nullable: true }),
  },
})

export type StaffStoreRow = { staffId: string; storeId: string }

export const StaffStores = new EntitySchema<StaffStoreRow>({
  name: 'staff_store',
  columns: { staffId: primaryRef(), storeId: primaryRef() },
})

/** A one-time way in; whoever uses it first becomes this member of staff. */
export type InvitationRow = {
  id: string
  code: string
  name: string
  role: StaffRole
  storeIds: string[]
  createdBy: string
  createdAt: Date
  endsAt: Date
  usedAt: Date | null
  usedBy: string | null
}

export const Invitations = new EntitySchema<InvitationRow>({
  name: 'staff_invitation',
  columns: {
    id: key(),
    code: token(12),
    name: text(40),
    role: token(16),
    storeIds: json(),
    createdBy: ref(),
    createdAt: instant(),
    endsAt: instant(),
    usedAt: instant({ nullable: true }),
    usedBy: ref({ nullable: true }),
  },
})
