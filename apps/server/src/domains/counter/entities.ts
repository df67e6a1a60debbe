import { EntitySchema } from 'typeorm'
import type { ShownCodeKind } from '#server/domains/member/entities'
import { count, dayNumber, flag, instant, key, ref, text, token } from '#server/platform/db/columns'

/** What scanning a code opened: ten minutes in which this clerk may look and confirm. */
export type VisitRow = {
  id: string
  staffId: string
  storeId: string
  shownCodeId: string
  memberId: string
  kind: ShownCodeKind
  subjectId: string | null
  /** The scanned coupon could not be used. */
  refused: boolean
  day: number
  openedAt: Date
  endsAt: Date
}

export const Visits = new EntitySchema<VisitRow>({
  name: 'visit',
  columns: {
    id: key(),
    staffId: ref(),
    storeId: ref(),
    shownCodeId: ref(),
    memberId: ref(),
    kind: token(16),
    subjectId: ref({ nullable: true }),
    refused: flag(),
    day: dayNumber(),
    openedAt: instant(),
    endsAt: instant(),
  },
})

/** `live` is 1 until undone, then null: a unique key over coupon and live allows one live verification per coupon (P3). */
export type VerificationRow = {
  id: string
  couponId: string
  live: 1 | null
  visitId: string
  memberId: string
  staffId: string
  storeId: string
  day: number
  at: Date
  undoneAt: Date | null
  undoReason: string | null
  undoneBy: string | null
}

export const Verifications = new EntitySchema<VerificationRow>({
  name: 'verification',
  columns: {
    id: key(),
    couponId: ref(),
    live: count({ nullable: true }),
    visitId: ref(),
    memberId: ref(),
    staffId: ref(),
    storeId: ref(),
    day: dayNumber(),
    at: instant(),
    undoneAt: instant({ nullable: true }),
    undoReason: text(80, { nullable: true }),
    undoneBy: ref({ nullable: true }),
  },
})
