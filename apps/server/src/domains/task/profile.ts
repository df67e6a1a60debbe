import type { MemberRow } from '#server/domains/member/entities'

/** A nickname, a birthday and a phone number: as the room of members tells it. */
export const isProfileComplete = ({ nickname, birthday, phoneFingerprint }: MemberRow) =>
  nickname !== null && birthday !== null && phoneFingerprint !== null
