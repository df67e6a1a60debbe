import { In, type EntitySchema, type FindOptionsWhere, type ObjectLiteral } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { CheckIns, StoreVisits } from '#server/domains/checkin/entities'
import { Coupons, Uses } from '#server/domains/coupon/entities'
import { Verifications } from '#server/domains/counter/entities'
import { GroupOrders } from '#server/domains/groupbuy/entities'
import { addressesOf } from '#server/domains/mall/address/save'
import { presentAddress } from '#server/domains/mall/address/sealed'
import { Orders } from '#server/domains/mall/entities'
import { Consents, type MemberRow } from '#server/domains/member/entities'
import { memberById, membershipsTaken } from '#server/domains/member/member-of'
import { phoneOf } from '#server/domains/member/present'
import { tagsOf } from '#server/domains/member/tag/tags'
import { Payments, Refunds, type PaymentRow } from '#server/domains/payment/entities'
import { Purchases } from '#server/domains/purchase/entities'
import { Txns } from '#server/domains/points/entities'
import { accountOf } from '#server/domains/points/queries'
import { Changes, Holdings } from '#server/domains/tier/entities'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader } from '#server/platform/db/tx'

type Section = Output<'privacy.export'>['sections'][number]

/** A member's own rows are bounded by what one person does; this keeps one request bounded all the same. */
const ROWS_MAX = 20_000

async function rowsOf<Row extends ObjectLiteral>(
  read: Reader,
  rows: EntitySchema<Row>,
  where: FindOptionsWhere<Row>,
  drop: (keyof Row)[],
) {
  const found = await read.find(rows, { where, take: ROWS_MAX })
  return found.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !drop.includes(name))))
}

/** Each use of each coupon: a times card has many. Their cause and who did it are the shop's. */
async function usesOf(read: Reader, memberId: string) {
  const uses = await read
    .createQueryBuilder(Uses, 'uses')
    .innerJoin('coupon', 'coupon', 'coupon.id = uses.couponId')
    .where('coupon.memberId = :memberId', { memberId })
    .orderBy('uses.id')
    .take(ROWS_MAX)
    .getMany()
  return uses.map(({ couponId, storeId, at, returnedAt }) => ({ couponId, storeId, at, returnedAt }))
}

/** How the shop goes about it is the shop's. */
const PAYMENT_OF_SHOP: (keyof PaymentRow)[] = [
  ...(['memberId', 'prepayId', 'prepayEndsAt', 'notifyUrl', 'orderedAt'] as const),
  ...(['dueAt', 'attempts', 'lastError'] as const),
]

async function refundsOf(read: Reader, memberId: string) {
  const payments = await read.find(Payments, { select: { id: true }, where: { memberId }, take: ROWS_MAX })
  const refunds = await read.find(Refunds, { where: { paymentId: In(payments.map(({ id }) => id)) } })
  return refunds.map(({ paymentId, outRefundNo, amountFen, reason, state, wantedAt, doneAt }) => ({
    ...{ paymentId, outRefundNo, amountFen, reason, state, wantedAt, doneAt },
  }))
}

/** Who they are, what the shop calls them, and to what they agreed. */
async function personOf(read: Reader, vault: Vault, member: MemberRow): Promise<Section[]> {
  const { id, nickname, birthday, tierLevel, joinedAt, riskRank } = member
  const phone = phoneOf(vault, member)
  return [
    { name: 'profile', title: '资料', rows: [{ id, nickname, phone, birthday, tierLevel, joinedAt, riskRank }] },
    { name: 'tags', title: '店里给的标签', rows: (await tagsOf(read, id)).map(({ tag, at }) => ({ tag, at })) },
    { name: 'consents', title: '同意记录', rows: await rowsOf(read, Consents, { memberId: id }, ['memberId']) },
  ]
}

/** What was exchanged and paid. */
const ordersOf = async (read: Reader, memberId: string): Promise<Section[]> => [
  { name: 'orders', title: '兑换', rows: await rowsOf(read, Orders, { memberId }, ['memberId', 'addressSealed']) },
  {
    name: 'groupOrders',
    title: '拼团',
    rows: await rowsOf(read, GroupOrders, { memberId }, ['memberId', 'person', 'addressSealed']),
  },
  { name: 'payments', title: '付款', rows: await rowsOf(read, Payments, { memberId }, PAYMENT_OF_SHOP) },
  { name: 'refunds', title: '退款', rows: await refundsOf(read, memberId) },
]

/** What rooms above this one keep about a member. */
export type PrivacyNeighbours = { sections(read: Reader, vault: Vault, memberId: string): Promise<Section[]> }

/** Everything kept about a member up to this room, in their own hands and so unmasked. Staff and other people do not appear. */
export async function exportOf(read: Reader, vault: Vault, memberId: string): Promise<Section[]> {
  const member = await memberById(read, memberId)
  const account = await accountOf(read, memberId, 'points')
  const growth = await accountOf(read, memberId, 'growth')
  return [
    ...(await personOf(read, vault, member)),
    {
      name: 'points',
      title: '积分流水',
      rows: await rowsOf(read, Txns, { accountId: account.id }, ['accountId', 'fingerprint', 'actor']),
    },
    {
      name: 'growth',
      title: '成长值流水',
      rows: await rowsOf(read, Txns, { accountId: growth.id }, ['accountId', 'fingerprint', 'actor']),
    },
    { name: 'tier', title: '等级记录', rows: await rowsOf(read, Changes, { memberId }, ['memberId', 'actor']) },
    { name: 'cards', title: '权益卡', rows: await rowsOf(read, Holdings, { memberId }, ['memberId', 'actor']) },
    { name: 'checkins', title: '签到', rows: await rowsOf(read, CheckIns, { memberId }, ['memberId']) },
    { name: 'visits', title: '到店', rows: await rowsOf(read, StoreVisits, { memberId }, ['memberId']) },
    { name: 'coupons', title: '券', rows: await rowsOf(read, Coupons, { memberId }, ['memberId', 'usedBy']) },
    { name: 'couponUses', title: '用券', rows: await usesOf(read, memberId) },
    {
      name: 'purchases',
      title: '消费',
      rows: await rowsOf(read, Purchases, { memberId: In(await membershipsTaken(read, memberId)) }, [
        'memberId',
        'fingerprint',
        'actor',
      ]),
    },
    ...(await ordersOf(read, memberId)),
    {
      name: 'addresses',
      title: '地址',
      rows: (await addressesOf(read, memberId)).map((row) => presentAddress(vault, row)),
    },
    {
      name: 'verifications',
      title: '核销',
      rows: await rowsOf(read, Verifications, { memberId }, ['memberId', 'staffId', 'undoneBy', 'live']),
    },
  ]
}
