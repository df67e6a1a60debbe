import { EntitySchema } from 'typeorm'
import type { GrantFilter } from '@huitou/shared/coupon/grant-contract'
import { count, instant, json, key, ref, text, token } from '#server/platform/db/columns'

/** A coupon for a list of members, or for all whom a filter finds: walked in the order of their ids up to `scannedTo`. */
export type GrantRow = {
  id: string
  templateId: string
  title: string
  filter: GrantFilter | null
  fileHash: string | null
  state: 'running' | 'done' | 'cancelled' | 'revoking' | 'revoked'
  scannedTo: string
  total: number
  done: number
  refused: number
  revoked: number
  revokeReason: string | null
  askedBy: string
  askedByName: string
  askedAt: Date
  finishedAt: Date | null
}

export const Grants = new EntitySchema<GrantRow>({
  name: 'coupon_grant',
  columns: {
    id: key(),
    templateId: ref(),
    title: text(40),
    filter: json({ nullable: true }),
    fileHash: token(64, { nullable: true }),
    state: token(16),
    scannedTo: ref(),
    total: count(),
    done: count(),
    refused: count(),
    revoked: count(),
    revokeReason: text(80, { nullable: true }),
    askedBy: ref(),
    askedByName: text(40),
    askedAt: instant(),
    finishedAt: instant({ nullable: true }),
  },
})

/** One member of a grant. `kept`: used before it could be taken back. */
export type GrantLineRow = {
  id: string
  grantId: string
  memberId: string
  state: 'waiting' | 'given' | 'refused' | 'revoked' | 'kept'
  refusal: string | null
  couponId: string | null
}

export const GrantLines = new EntitySchema<GrantLineRow>({
  name: 'coupon_grant_row',
  columns: {
    id: key(),
    grantId: ref(),
    memberId: ref(),
    state: token(16),
    refusal: token(32, { nullable: true }),
    couponId: ref({ nullable: true }),
  },
})
