import type { Output } from '@huitou/shared/api'
import { givesMembers } from '@huitou/shared/channel/rules'
import type { CodeRow } from '#server/domains/channel/entities'
import { givenTo, giveOnce, offerOf, promise, promisedCode } from '#server/domains/channel/offer'
import { codeInUse } from '#server/domains/channel/queries'
import { presentFace, validityText } from '#server/domains/coupon/present'
import { memberById } from '#server/domains/member/member-of'
import { brandOf } from '#server/domains/store/queries'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'

type Shown = Output<'joining.landing'>['offer']

const USED: Shown = { state: 'used', benefit: null, coupon: null }

async function present(read: Reader, code: CodeRow | null, state: 'open' | 'taken', now: Date): Promise<Shown> {
  const offer = code && (await offerOf(read, code, now))
  if (!offer) return null
  const { benefit, known } = offer
  const { zone } = await brandOf(read)
  const coupon = known && {
    face: presentFace(known.template, known.storeNames),
    validity: validityText(known.template, zone),
  }
  return { state, benefit, coupon }
}

/** What joining would give a newcomer besides: what this code gives, or the one before that gave something. */
export async function offerToNewcomer(tx: Tx, userId: string, code: CodeRow | null, now: Date): Promise<Shown> {
  const promised = code && (await promise(tx, userId, code, now))
  if (promised === 'used') return USED
  return present(tx, promised === 'open' ? code : await promisedCode(tx, userId), 'open', now)
}

/** What a member can take here. */
export async function offerToMember(read: Reader, memberId: string, code: CodeRow | null, now: Date): Promise<Shown> {
  if (!code || !givesMembers(code.kind)) return null
  const { userFingerprint } = await memberById(read, memberId)
  const before = await givenTo(read, code.id, userFingerprint)
  return present(read, code, before ? 'taken' : 'open', now)
}

/** Gives a member a standee’s coupon. Again answers the same one. Refuses `code_unknown`, `offer_over`, and `coupon_limit` to who gave it up. Answers the coupon’s id. */
export async function claimOffer(tx: Tx, memberId: string, scene: string, now: Date): Promise<string> {
  const code = await codeInUse(tx, scene)
  if (!code) throw new Refused('code_unknown')
  const { templateId } = code
  if (!givesMembers(code.kind) || templateId === null) throw new Refused('offer_over')
  return giveOnce(tx, { code, templateId }, memberId, now)
}
