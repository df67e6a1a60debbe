import type { MemberCard } from '@huitou/shared/member/contract'
import { maskName, maskPhone } from '@huitou/shared/kit/mask'
import type { Vault } from '#server/platform/crypto/vault'
import type { MemberRow } from './entities'

export const PHONE = 'member-phone'

export const phoneOf = (vault: Vault, member: MemberRow) =>
  member.phoneSealed === null ? null : vault.open(member.phoneSealed, PHONE)

export const phoneMaskedOf = (vault: Vault, member: MemberRow) => {
  const phone = phoneOf(vault, member)
  return phone === null ? null : maskPhone(phone)
}

/** The member to themself. Even here the phone number stays masked. */
export const presentMember = (vault: Vault, member: MemberRow): MemberCard => ({
  id: member.id,
  nickname: member.nickname,
  phoneMasked: phoneMaskedOf(vault, member),
  birthday: member.birthday,
  joinedAt: member.joinedAt.toISOString(),
})

/** The member to staff and to other members (R34): of a name that is not known to be fine not even the first letter (R39). */
export const nameForOthers = (member: MemberRow) =>
  member.nickname === null || member.nicknameState !== 'fine'
    ? `会员${member.id.slice(-4).padStart(4, '0')}`
    : maskName(member.nickname)
