import type { Output } from '@huitou/shared/api'
import { getsWords } from '@huitou/shared/referral/word-rules'
import { memberById } from '#server/domains/member/member-of'
import { nameForOthers } from '#server/domains/member/present'
import { brandOf } from '#server/domains/store/queries'
import type { Unit } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { codeImage } from '#server/platform/wechat/code-image'
import { openInvitation } from '../invitation'
import { programmeAt } from '../programme/in-force'
import { couponsOf, named } from '../show/gifts'
import { posterLink } from './link'

export const FRIEND_PAGE = 'invite/friend/index'

/** What a poster is drawn from. Refuses referral_off, and wechat_unavailable where WeChat draws no code. */
export async function showPoster(
  platform: Platform,
  unit: Unit,
  { memberId, now }: { memberId: string; now: Date },
): Promise<Output<'referral.poster'>> {
  const { scene, ...words } = await unit(async (tx) => {
    const opened = await openInvitation(tx, { memberId, deviceHash: null, now })
    const programme = await programmeAt(tx, now)
    if (programme === null) throw new Refused('referral_off')
    const gift = named(programme.body.invitee, await couponsOf(tx, programme.body))
    const inviter = nameForOthers(await memberById(tx, memberId))
    return { ...opened, brand: (await brandOf(tx)).name, inviter, words: `第一次来，${getsWords(gift)}` }
  })
  const image = await codeImage(platform, { scene, page: FRIEND_PAGE })
  return { scene, image, picture: posterLink(platform.signer, scene, now), ...words }
}
