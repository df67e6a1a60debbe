import { EntitySchema } from 'typeorm'
import { count, instant, key, primaryRef, ref, text, token } from '#server/platform/db/columns'

/** `userId` is null once the member has left; the keyed fingerprint of their openid stays, so that gifts come once. */
export type MemberRow = {
  id: string
  userId: string | null
  userFingerprint: string
  nickname: string | null
  /**
   * Whether others may see the name (R39): WeChat found nothing against it (or the shop wrote it down itself), it is `due` to be judged, or
   * can be judged only when its member comes again. Null without a name.
   */
  nicknameState: 'fine' | 'due' | 'away' | null
  /** When it is due, or was asked about last. */
  nicknameAt: Date | null
  phoneSealed: string | null
  phoneFingerprint: string | null
  birthday: number | null
  birthdayChangedAt: Date | null
  tierLevel: number
  sourceCodeId: string | null
  joinedAt: Date
  leftAt: Date | null
  /** The clerk who enrolled them at the counter, without WeChat; null for all others. */
  enrolledBy: string | null
  /** The membership that took this one over, when the same person came with WeChat. */
  mergedInto: string | null
  /** What WeChat thought of this person when they joined: 0 nothing against them … 3 doubtful; null when it did not say. */
  riskRank: number | null
}

export const Members = new EntitySchema<MemberRow>({
  name: 'member',
  columns: {
    id: key(),
    userId: ref({ nullable: true }),
    userFingerprint: token(64),
    nickname: text(40, { nullable: true }),
    nicknameState: token(8, { nullable: true }),
    nicknameAt: instant({ nullable: true }),
    phoneSealed: token(200, { nullable: true }),
    phoneFingerprint: token(64, { nullable: true }),
    birthday: count({ nullable: true }),
    birthdayChangedAt: instant({ nullable: true }),
    tierLevel: count(),
    sourceCodeId: ref({ nullable: true }),
    joinedAt: instant(),
    leftAt: instant({ nullable: true }),
    enrolledBy: ref({ nullable: true }),
    mergedInto: ref({ nullable: true }),
    riskRank: count({ nullable: true }),
  },
})

/**
 * Whose a phone number was last, by keyed hashes only: somebody who takes their number back and is enrolled with it at a counter is still
 * the same person for every limit.
 */
export type PhonePersonRow = { phonePerson: string; userFingerprint: string }

export const PhonePersons = new EntitySchema<PhonePersonRow>({
  name: 'member_phone_person',
  columns: { phonePerson: { ...token(64), primary: true }, userFingerprint: token(64) },
})

/** That a member agreed to a version of the privacy notice, and when (R40). */
export type ConsentRow = { id: string; memberId: string; version: string; agreedAt: Date }

export const Consents = new EntitySchema<ConsentRow>({
  name: 'member_consent',
  columns: { id: key(), memberId: ref(), version: token(32), agreedAt: instant() },
})

/** A word that the shop gives a member. `taggedBy` as "operator:3" or "journey:5". */
export type MemberTagRow = { memberId: string; tag: string; at: Date; taggedBy: string }

export const MemberTags = new EntitySchema<MemberTagRow>({
  name: 'member_tag',
  columns: {
    memberId: primaryRef(),
    tag: { ...text(12), primary: true },
    at: instant(),
    taggedBy: token(32),
  },
})

export type ShownCodeKind = 'member' | 'coupon' | 'order' | 'ticket'

/** A code that stands on a member's screen until it ends or is scanned. */
export type ShownCodeRow = {
  id: string
  nonce: string
  digits: string
  memberId: string
  kind: ShownCodeKind
  /** The coupon, the order or the ticket, or null for the member code. */
  subjectId: string | null
  endsAt: Date
  digitsEndAt: Date
  usedAt: Date | null
}

export const ShownCodes = new EntitySchema<ShownCodeRow>({
  name: 'shown_code',
  columns: {
    id: key(),
    nonce: token(22),
    digits: token(8),
    memberId: ref(),
    kind: token(16),
    subjectId: ref({ nullable: true }),
    endsAt: instant(),
    digitsEndAt: instant(),
    usedAt: instant({ nullable: true }),
  },
})
