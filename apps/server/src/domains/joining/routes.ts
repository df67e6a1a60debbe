import { In } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import type { JoiningGift, JoiningGifts } from '@huitou/shared/joining/contract'
import { NO_STORE, type CodeRow } from '#server/domains/channel/entities'
import { codeInUse } from '#server/domains/channel/queries'
import { recordScan } from '#server/domains/channel/record-scan'
import { Coupons } from '#server/domains/coupon/entities'
import { presentFace, validityText } from '#server/domains/coupon/present'
import { templateById, templatesWithStores } from '#server/domains/coupon/queries'
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
import { claimOffer, offerToMember, offerToNewcomer } from './offer'
import { riskOf, risksPage } from './risk'

type Reason = Output<'joining.landing'>['reasons'][number]

/** Why people join: only what is so in this shop. */
const reasonsFor = ({ points, coupons }: JoiningGifts): Reason[] => [
  { icon: 'receipt', title: '积分换好物', detail: '攒够就能换' },
  { icon: 'calendar', title: '签到有奖', detail: '连着来加更多' },
  ...(points > 0 || coupons.length > 0 ? [{ icon: 'cake' as const, title: '入会有礼', detail: '加入即到账' }] : []),
]

async function placeOf(read: Reader, code: CodeRow | null): Promise<Output<'joining.landing'>['place']> {
  if (!code) return null
  const storeName = code.storeId === NO_STORE ? '' : (await storeById(read, code.storeId)).name
  return { kind: code.kind, storeName, label: code.label }
}

const NO_GIFTS: JoiningGifts = { points: 0, coupons: [] }

/** Who was a member before gets nothing for joining, so nothing is promised either. */
async function isNewcomer(tx: Tx, vault: Vault, userId: string): Promise<boolean> {
  const { openId } = found(await tx.findOne(WechatUsers, { where: { id: userId } }))
  return !(await wasMember(tx, fingerprintOfUser(vault, openId)))
}

type Scan = { userId: string; memberId: string | null; isNew: boolean; scene: string | undefined; now: Date }

/** Where a scan leads, and what it gives. */
async function scanned(tx: Tx, { userId, memberId, isNew, scene, now }: Scan) {
  const code = scene === undefined ? null : await codeInUse(tx, scene)
  if (code) await recordScan(tx, userId, code, now)
  const member = memberId === null ? null : await offerToMember(tx, memberId, code, now)
  const opens = code?.opens ?? null
  return { place: await placeOf(tx, code), opens, offer: isNew ? await offerToNewcomer(tx, userId, code, now) : member }
}

/** The coupons of the gift, and then that of the code through which they came, as they were given on joining: the last ones too. */
async function couponsGiven(read: Reader, memberId: string): Promise<JoiningGift[]> {
  const { joinedAt } = await memberById(read, memberId)
  const where = { memberId, source: In(['joining', 'channel']), issuedAt: joinedAt }
  const coupons = await read.find(Coupons, { where, order: { source: 'DESC', id: 'ASC' } })
  const templates = await templatesWithStores(
    read,
    coupons.map(({ templateId }) => templateId),
  )
  const { zone } = await brandOf(read)
  return coupons.map(({ templateId }) => {
    const { template, storeNames } = found(templates.get(templateId))
    return { face: presentFace(template, storeNames), validity: validityText(template, zone) }
  })
}

/** What this member got for joining, read from what was written: nothing for somebody who came back. */
async function giftsGiven(read: Reader, memberId: string) {
  const account = await read.findOneOrFail(Accounts, { where: { memberId, unit: 'points' } })
  const points = await read.findOne(Txns, { where: { sourceKey: `joining:${memberId}`, accountId: account.id } })
  return { points: points?.amount ?? 0, coupons: await couponsGiven(read, memberId) }
}

export const joiningRoutes = (platform: Platform) => {
  const { vault } = platform
  return {
    'joining.landing': async (tx, { actor, input, now }) => {
      const { name, tagline } = await brandOf(tx)
      const { userId } = actor
      const isNew = await isNewcomer(tx, vault, userId)
      const gifts = isNew ? await presentGifts(tx, await giftInForce(tx, now), now) : NO_GIFTS
      const memberId = await memberIdOf(tx, userId)
      return {
        brand: { name, tagline },
        ...(await scanned(tx, { userId, memberId, isNew, scene: input.scene, now })),
        gifts,
        reasons: reasonsFor(gifts),
        privacyVersion: PRIVACY_VERSION,
        joined: memberId !== null,
      }
    },

    'joining.claimOffer': {
      run: (tx, { actor, input, now }) => claimOffer(tx, actor.memberId, input.scene, now),
      show: async (read, _call, couponId) => {
        const { templateId, expiresAt } = await read.findOneByOrFail(Coupons, { id: couponId })
        return { couponId, name: (await templateById(read, templateId)).name, expiresAt: expiresAt.toISOString() }
      },
    },

    'joining.risks': (read, { input }) => risksPage(read, input),

    'joining.join': {
      ...askingFirst<'joining.join', number | null>(
        ({ actor, address }) => riskOf(platform, actor.userId, address),
        (tx, { actor, input, now }, riskRank) => join(tx, vault, { userId: actor.userId, ...input, riskRank, now }),
      ),
      show: async (read, _call, memberId) => ({
        member: presentMember(vault, await memberById(read, memberId)),
        gifts: await giftsGiven(read, memberId),
      }),
    },
  } satisfies Partial<Handlers>
}
