import { EntitySchema } from 'typeorm'
import type { ShownCodeKind } from '#server/domains/member/entities'
import { count, dayNumber, flag, instant, key, ref, text, token } from '#server/platform/db/columns'

/** What a visit began with: a code that the member showed, or their phone number, which proves nothing. */
export type VisitKind = ShownCodeKind | 'phone'

/** What scanning a code opened: ten minutes in which this clerk may look and confirm. */
export type VisitRow = {
  id: string
  staffId: string
  storeId: string
  shownCodeId: string
  memberId: string
  kind: VisitKind
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

/** `live` is 1 until undone, then null. What makes two at once impossible is the use behind it (P3). */
export type VerificationRow = {
  id: string
  couponId: string
  live: 1 | null
  /** Which use of the coupon: a times card has several. Null for what was undone before uses were kept. */
  useId: string | null
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
    useId: ref({ nullable: true }),
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
