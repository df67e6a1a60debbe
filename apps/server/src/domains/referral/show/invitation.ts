import type { Output } from '@huitou/shared/api'
import { PROGRAMME_DEFAULTS } from '@huitou/shared/referral/schema'
import { actionWords, friendRuleLines, getsWords, taskWords } from '@huitou/shared/referral/word-rules'
import { touchHolds } from '@huitou/shared/referral/rules'
import { wasMember } from '#server/domains/member/create-member'
import { memberById, memberOfUser } from '#server/domains/member/member-of'
import { nameForOthers } from '#server/domains/member/present'
import { brandOf } from '#server/domains/store/queries'
import { momentText } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Invitations, Referrals, Touches, type ProgrammeRow } from '../entities'
import { programmeAt, programmeById } from '../programme/in-force'
import { couponsOf, giftCard, named, toldOf } from './gifts'

type Shown = Output<'referral.invitation'>
export type Looking = { scene: string; userId: string; person: string; now: Date }

const no = (code: string, words: string): Shown['why'] => ({ code, words })

/** Why joining now would not count for this inviter; null where it would. */
async function whyNot(
  read: Reader,
  { userId, person, now }: Looking,
  inviter: { id: string; leftAt: Date | null },
  programme: ProgrammeRow | null,
): Promise<Shown['why']> {
  const member = await memberOfUser(read, userId)
  if (member?.id === inviter.id) return no('self', '这是你自己的邀请，发给朋友吧')
  if (member) return no('already_member', '你已经是会员了，邀请礼只给第一次来的朋友')
  if (programme === null || inviter.leftAt !== null) return no('off', '这份邀请现在没有开，直接加入会员也可以')
  if (await wasMember(read, person)) return no('returning', '你以前是会员，邀请礼只给第一次来的朋友')
  const touch = await read.findOne(Touches, { where: { person } })
  const isOthers = touch !== null && touch.inviterId !== inviter.id && touchHolds(touch, now, programme.body)
  return isOthers ? no('other_inviter', '你先点开的是另一位朋友的邀请，加入后算那位邀请的，你得的一样') : null
}

/** What there is to do for a friend who has joined through this invitation. */
async function nextStep(read: Reader, userId: string, inviterId: string, now: Date): Promise<string | null> {
  const member = await memberOfUser(read, userId)
  const row = member && (await read.findOne(Referrals, { where: { inviteeId: member.id, inviterId } }))
  if (!row) return null
  if (row.state === 'qualified') return '邀请礼已经到账，在积分和卡包里'
  if (row.state !== 'joined' || row.deadline <= now) return null
  const { body } = await programmeById(read, row.programmeId)
  const { zone } = await brandOf(read)
  const gift = named(body.invitee, await couponsOf(read, body))
  return `${momentText(row.deadline, zone)} 前${actionWords(body)}，就${getsWords(gift)}`
}

/** An invitation as whoever opened it sees it: who invites, masked, and what it is worth. */
export async function showInvitation(read: Reader, looking: Looking): Promise<Shown> {
  const { scene, userId, now } = looking
  const { memberId } = found(await read.findOne(Invitations, { where: { scene } }))
  const inviter = await memberById(read, memberId)
  const programme = await programmeAt(read, now)
  const body = programme?.body ?? { ...PROGRAMME_DEFAULTS, invitee: { points: 0, templateId: null } }
  const coupons = await couponsOf(read, body)
  return {
    brand: (await brandOf(read)).name,
    inviter: nameForOthers(inviter),
    friend: giftCard(body.invitee, coupons),
    task: programme ? taskWords(toldOf(body, coupons)) : '',
    rules: programme ? friendRuleLines(toldOf(body, coupons)) : [],
    why: await whyNot(read, looking, inviter, programme),
    next: await nextStep(read, userId, inviter.id, now),
  }
}
