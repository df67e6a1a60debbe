import type { Output } from '@huitou/shared/api'
import type { JoiningGifts } from '@huitou/shared/joining/contract'
import { codeInUse } from '#server/domains/channel/queries'
import { recordScan } from '#server/domains/channel/record-scan'
import { Coupons } from '#server/domains/coupon/entities'
import { fingerprintOfUser, wasMember } from '#server/domains/member/create-member'
import { memberById, memberIdOf } from '#server/domains/member/member-of'
import { presentMember } from '#server/domains/member/present'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { Accounts, Txns } from '#server/domains/points/entities'
import { brandOf, storeById } from '#server/domains/store/queries'
import type { Reader, Tx } from '#server/platform/db/tx'
import { askingFirst, type Handlers } from '#server/platform/http/call'
import type { Vault } from '#server/platform/crypto/vault'
import type { Platform } from '#server/platform/platform'
import { found } from '#server/platform/refused'
import { WechatUsers } from '#server/platform/session/entities'
import { giftInForce, presentGifts } from './gifts'
import { join } from './join'
import { riskOf, risksPage } from './risk'

type Reason = Output<'joining.landing'>['reasons'][number]

/** Why people join: only what is so in this shop. */
const reasonsFor = ({ points, coupons }: JoiningGifts): Reason[] => [
  { icon: 'receipt', title: '积分换好物', detail: '攒够就能换' },
  { icon: 'calendar', title: '签到有奖', detail: '连着来加更多' },
  ...(points > 0 || coupons.length > 0 ? [{ icon: 'cake' as const, title: '入会有礼', detail: '加入即到账' }] : []),
]

async function placeOf(
  tx: Tx,
  userId: string,
  scene: string | undefined,
  now: Date,
): Promise<Output<'joining.landing'>['place']> {
  const code = scene === undefined ? null : await codeInUse(tx, scene)
  if (!code) return null
  await recordScan(tx, userId, code, now)
  return { kind: code.kind, storeName: (await storeById(tx, code.storeId)).name, label: code.label }
}

const NO_GIFTS: JoiningGifts = { points: 0, coupons: [] }

/** What joining would give this visitor: nothing to somebody who was a member before, so nothing is promised either. */
async function giftsFor(tx: Tx, vault: Vault, userId: string, now: Date): Promise<JoiningGifts> {
  const { openId } = found(await tx.findOne(WechatUsers, { where: { id: userId } }))
  if (await wasMember(tx, fingerprintOfUser(vault, openId))) return NO_GIFTS
  return presentGifts(tx, await giftInForce(tx, now), now)
}

/** What this member got for joining, read from what was written: nothing for somebody who came back. */
async function giftsGiven(read: Reader, memberId: string, now: Date) {
  const account = await read.findOneOrFail(Accounts, { where: { memberId, unit: 'points' } })
  const points = await read.findOne(Txns, { where: { sourceKey: `joining:${memberId}`, accountId: account.id } })
  const coupons = await read.countBy(Coupons, { memberId, source: 'joining' })
  const offered = await presentGifts(read, await giftInForce(read, now), now)
  return { points: points?.amount ?? 0, coupons: offered.coupons.slice(0, coupons) }
}

export const joiningRoutes = (platform: Platform) => {
  const { vault } = platform
  return {
    'joining.landing': async (tx, { actor, input, now }) => {
      const { name, tagline } = await brandOf(tx)
      const gifts = await giftsFor(tx, vault, actor.userId, now)
      return {
        brand: { name, tagline },
        place: await placeOf(tx, actor.userId, input.scene, now),
        gifts,
        reasons: reasonsFor(gifts),
        privacyVersion: PRIVACY_VERSION,
        joined: (await memberIdOf(tx, actor.userId)) !== null,
      }
    },

    'joining.risks': (read, { input }) => risksPage(read, input),

    'joining.join': {
      ...askingFirst<'joining.join', number | null>(
        ({ actor, address }) => riskOf(platform, actor.userId, address),
        (tx, { actor, input, now }, riskRank) => join(tx, vault, { userId: actor.userId, ...input, riskRank, now }),
      ),
      show: async (read, { now }, memberId) => ({
        member: presentMember(vault, await memberById(read, memberId)),
        gifts: await giftsGiven(read, memberId, now),
      }),
    },
  } satisfies Partial<Handlers>
}
