import type { StaffRole } from '@huitou/shared/staff/roles'
import { promise } from '#server/domains/channel/offer'
import { codeById } from '#server/domains/channel/queries'
import { recordScan } from '#server/domains/channel/record-scan'
import { claimCoupon } from '#server/domains/coupon/claim'
import { checkIn } from '#server/domains/checkin/check-in'
import { Coupons } from '#server/domains/coupon/entities'
import { templateById } from '#server/domains/coupon/queries'
import { useCoupon } from '#server/domains/coupon/use'
import { Acts, Shifts } from '#server/domains/counter/day/entities'
import { recordAct } from '#server/domains/counter/day/record-act'
import { handOver } from '#server/domains/counter/day/shift'
import { Verifications, Visits } from '#server/domains/counter/entities'
import { join } from '#server/domains/joining/join'
import { exchange } from '#server/domains/mall/exchange'
import { Items } from '#server/domains/mall/entities'
import { Members, ShownCodes } from '#server/domains/member/entities'
import { PHONE } from '#server/domains/member/present'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import type { PointUnit } from '#server/domains/points/entities'
import { earn } from '#server/domains/points/post'
import { purchaseById } from '#server/domains/purchase/queries'
import { recordPurchase } from '#server/domains/purchase/record'
import { refundPurchase } from '#server/domains/purchase/refund'
import { Staff, StaffStores } from '#server/domains/staff/entities'
import { climb } from '#server/domains/tier/climb'
import { couponNeighbours } from '#server/neighbours'
import { businessDay } from '#server/platform/business-day'
import { randomCode, randomDigits } from '#server/platform/crypto/random'
import type { Vault } from '#server/platform/crypto/vault'
import type { Tx } from '#server/platform/db/tx'
import { WechatUsers } from '#server/platform/session/entities'
import type { BasketLine } from './baskets'

const SHANGHAI = { zone: 'Asia/Shanghai', dayStartMinutes: 0 }

const idOf = (inserted: { identifiers: { id?: unknown }[] }) => String(inserted.identifiers[0]?.['id'])

export const createUser = async (tx: Tx, openId: string, at: Date) =>
  idOf(await tx.insert(WechatUsers, { openId, unionId: null, createdAt: at }))

/** `codeId`: what they scanned a minute before they joined. */
export type Profile = {
  openId: string
  nickname: string
  phone: string | null
  birthday: number | null
  codeId?: string | undefined
}

/** As opening a code does, for somebody who is no member yet. */
async function scanBefore(tx: Tx, userId: string, codeId: string, at: Date) {
  const code = await codeById(tx, codeId)
  const scannedAt = new Date(at.getTime() - 60_000)
  await recordScan(tx, userId, code, scannedAt)
  await promise(tx, userId, code, scannedAt)
}

/** Joins through the same verb as everybody, at some time in the past. */
export async function createMember(
  tx: Tx,
  vault: Vault,
  { openId, nickname, phone, birthday, codeId }: Profile,
  at: Date,
): Promise<string> {
  const userId = await createUser(tx, openId, at)
  if (codeId !== undefined) await scanBefore(tx, userId, codeId, at)
  const memberId = await join(tx, vault, {
    userId,
    privacyVersion: PRIVACY_VERSION,
    agreed: true,
    riskRank: 0,
    now: at,
  })
  const phoneRow =
    phone === null ? {} : { phoneSealed: vault.seal(phone, PHONE), phoneFingerprint: vault.fingerprint(phone, PHONE) }
  await tx.update(Members, { id: memberId }, { nickname, nicknameState: 'fine', birthday, ...phoneRow })
  return memberId
}

export async function createStaff(
  tx: Tx,
  person: { openId: string; name: string; role: StaffRole; storeIds: string[] },
  at: Date,
) {
  const userId = await createUser(tx, person.openId, at)
  const staffId = idOf(
    await tx.insert(Staff, { userId, name: person.name, role: person.role, createdAt: at, disabledAt: null }),
  )
  await tx.insert(
    StaffStores,
    person.storeIds.map((storeId) => ({ staffId, storeId })),
  )
  return staffId
}

type Receipt = { memberId: string; storeId: string; lines: BasketLine[]; at: Date }

/** Buys through the same verb as every till, so that rules, points, growth and tier follow. Answers the purchase's id. */
export const buy = (tx: Tx, { memberId, storeId, lines, at }: Receipt) =>
  recordPurchase(tx, {
    ...{ memberId, storeId, lines, at, now: at, channel: 'store', actor: 'system' },
    receiptNo: `D${randomDigits()}`,
  })

/** Buys at the counter: a line in the store's day. */
export async function buyOfClerk(tx: Tx, { staffId, ...receipt }: Receipt & { staffId: string }) {
  const subjectId = await buy(tx, receipt)
  const { memberId, storeId, at } = receipt
  const { paidFen: amountFen, receiptNo } = await purchaseById(tx, subjectId)
  const act = { kind: 'purchase' as const, subjectId, memberId, staffId, storeId, amountFen }
  await recordAct(tx, { ...act, title: `消费 ${receiptNo}`, now: at })
}

type Clerk = { staffId: string; storeId: string }

/** A clerk's evening; who has done nothing since the last one hands nothing over. */
export async function endShift(tx: Tx, { staffId, storeId }: Clerk, at: Date) {
  const last = await tx.findOne(Acts, { where: { staffId, storeId }, order: { id: 'DESC' } })
  const closed = last && (await tx.existsBy(Shifts, { staffId, storeId, toActId: last.id }))
  if (!last || closed) return
  await handOver(tx, { staffId }, { storeId }, at)
}

export const giveBack = (tx: Tx, purchaseId: string, at: Date) =>
  refundPurchase(tx, {
    ...{ purchaseId, refundKey: 'demo', reason: '客人退货', what: { by: 'whole' }, actor: 'system', now: at },
  })

type Present = { memberId: string; points: number; reason: string; expiresAt: Date | null; unit?: PointUnit }

/** Points or growth that no purchase brings, as a member day gives them. */
export async function present(tx: Tx, { unit = 'points', ...what }: Present, at: Date) {
  const plan = { ...what, source: '会员日 v1', actor: 'system', lotSource: 'member-day', ruleVersion: 'member-day/1' }
  await earn(tx, { ...plan, unit, sourceKey: `seed:${randomCode()}` }, at)
  if (unit === 'growth') await climb(tx, what.memberId, at)
}

export const visitDaily = (tx: Tx, memberId: string, at: Date) => checkIn(tx, memberId, at)

export const claim = (tx: Tx, memberId: string, templateId: string, at: Date) =>
  claimCoupon(tx, { memberId, templateId, now: at }, couponNeighbours)

/** Verifies a member's oldest usable coupon at the counter, with the rows that scanning leaves behind. */
export async function useOneCoupon(
  tx: Tx,
  { memberId, staffId, storeId }: { memberId: string; staffId: string; storeId: string },
  at: Date,
) {
  const coupon = await tx.findOne(Coupons, { where: { memberId, state: 'unused' }, order: { expiresAt: 'ASC' } })
  if (!coupon || coupon.expiresAt <= at || coupon.validFrom > at) return
  const { day } = businessDay(at, SHANGHAI)
  const shown = { memberId, kind: 'coupon', subjectId: coupon.id } as const
  const shownCodeId = idOf(
    await tx.insert(ShownCodes, {
      ...shown,
      nonce: randomCode(),
      digits: randomDigits(),
      endsAt: at,
      digitsEndAt: at,
      usedAt: at,
    }),
  )
  const visitId = idOf(
    await tx.insert(Visits, { ...shown, staffId, storeId, shownCodeId, refused: false, day, openedAt: at, endsAt: at }),
  )
  const used = { couponId: coupon.id, memberId, storeId, by: `staff:${staffId}`, cause: `visit:${visitId}`, now: at }
  const useId = await useCoupon(tx, used)
  const done = { couponId: coupon.id, useId, live: 1 as const, visitId, memberId, staffId, storeId, day, at }
  const subjectId = idOf(await tx.insert(Verifications, { ...done, undoneAt: null, undoReason: null, undoneBy: null }))
  const { name: title } = await templateById(tx, coupon.templateId)
  await recordAct(tx, { kind: 'verification', subjectId, memberId, staffId, storeId, title, now: at })
}

type Wish = { memberId: string; itemName: string; storeId?: string }

/** What is handed over in a store waits there. */
export async function exchangeFor(tx: Tx, { itemName, ...wish }: Wish, at: Date) {
  const item = await tx.findOneByOrFail(Items, { name: itemName })
  await exchange(tx, { ...wish, itemId: item.id, pointsSeen: item.points, now: at })
}
