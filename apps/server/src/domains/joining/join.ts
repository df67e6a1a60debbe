import { createMember, fingerprintOfUser } from '#server/domains/member/create-member'
import { givePromised } from '#server/domains/channel/offer'
import { firstCodeOf } from '#server/domains/channel/queries'
import { issueCoupon, type Issue } from '#server/domains/coupon/issue'
import { openAccounts } from '#server/domains/points/open-accounts'
import { earn } from '#server/domains/points/post'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import type { Vault } from '#server/platform/crypto/vault'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused } from '#server/platform/refused'
import { lockUser } from '#server/platform/session/open-session'
import { giftInForce, giftTemplates } from './gifts'

type Join = { userId: string; privacyVersion: string; agreed: boolean; riskRank: number | null; now: Date }

/** Of whom WeChat says to keep them out. */
const KEPT_OUT = 4

const DAY_MS = 86_400_000

/**
 * Makes a visitor a member, with accounts and gifts, in one go. Who comes back after leaving gets no second gift. Refuses
 * `joining_refused` for whom WeChat would keep out. Answers the member's id.
 */
export async function join(tx: Tx, vault: Vault, wanted: Join): Promise<string> {
  const { userId, privacyVersion, agreed, riskRank, now } = wanted
  if (!agreed) throw new Refused('consent_needed')
  if (privacyVersion !== PRIVACY_VERSION) throw new Refused('privacy_version_old')
  if (riskRank !== null && riskRank >= KEPT_OUT) throw new Refused('joining_refused')
  const { openId } = await lockUser(tx, userId)
  const sourceCodeId = await firstCodeOf(tx, userId)
  const userFingerprint = fingerprintOfUser(vault, openId)
  const person = { userId, userFingerprint, sourceCodeId, riskRank }
  const { member, returning } = await createMember(tx, { ...person, privacyVersion, now })
  await openAccounts(tx, member.id)
  await announce(tx, 'member.joined', { memberId: member.id, sourceCodeId, returning, riskRank }, now)
  if (returning) return member.id
  await giveGifts(tx, member.id, now)
  await givePromised(tx, userId, member, now)
  return member.id
}

async function giveGifts(tx: Tx, memberId: string, now: Date) {
  const gift = await giftInForce(tx, now)
  if (gift.points > 0)
    await earn(
      tx,
      {
        memberId,
        unit: 'points',
        points: gift.points,
        sourceKey: `joining:${memberId}`,
        reason: '入会见面礼',
        source: `见面礼 v${gift.id}`,
        actor: `member:${memberId}`,
        lotSource: 'joining',
        ruleVersion: `joining/${gift.id}`,
        expiresAt: new Date(now.getTime() + gift.pointsValidDays * DAY_MS),
      },
      now,
    )
  for (const { template } of await giftTemplates(tx, gift, now))
    await issueGift(tx, {
      memberId,
      template,
      source: 'joining',
      sourceKey: `joining:${memberId}:${template.id}`,
      now,
    })
}

/** The last one went to somebody who joined at the same moment: joining again goes on without it, and must not be refused for it. */
async function issueGift(tx: Tx, issue: Issue) {
  try {
    await issueCoupon(tx, issue)
  } catch (error) {
    if (error instanceof Refused && error.code === 'coupon_sold_out')
      throw new Refused('busy', { cause: error, retryAfterSeconds: 1 })
    throw error
  }
}
