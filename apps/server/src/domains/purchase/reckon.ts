import { quote, type BillCoupon, type BillLine, type Quote, type QuoteTerms } from '@huitou/shared/purchase/quote-rules'
import { Coupons } from '#server/domains/coupon/entities'
import { couponsForBasket } from '#server/domains/coupon/queries'
import { balanceOf } from '#server/domains/points/queries'
import { benefitsOf } from '#server/domains/tier/benefits'
import type { Reader } from '#server/platform/db/tx'
import { Refused, found, mustBe } from '#server/platform/refused'
import { settlePolicy } from './policy/queries'

export type Reckoning = {
  memberId: string
  storeId: string
  lines: readonly BillLine[]
  couponIds?: readonly string[] | undefined
  points?: number | undefined
  /** By which policy points pay: the one of the moment in which the figures were shown. */
  pricedAt: Date
  now: Date
}

export type Wallet = Awaited<ReturnType<typeof couponsForBasket>>

/** Those that hold here and now, what ends first first. */
const offered = (wallet: Wallet): BillCoupon[] =>
  wallet.filter((one) => one.decision.ok).map(({ candidate, template }) => ({ ...candidate, name: template.name }))

const GONE = {
  used: 'coupon_used',
  void: 'coupon_void',
  given: 'coupon_given',
  unused: 'coupon_expired',
} as const

/** A chosen coupon that does not hold here and now is refused with its own reason. */
async function mustHold(read: Reader, wallet: Wallet, { memberId, couponIds = [] }: Reckoning) {
  for (const id of couponIds) {
    const one = wallet.find(({ coupon }) => coupon.id === id)
    if (one && !one.decision.ok) throw new Refused(one.decision.reason)
    if (one) continue
    // No longer in the wallet: used, given away or over since it was shown.
    const { state } = found(await read.findOne(Coupons, { where: { id, memberId } }))
    throw new Refused(GONE[state])
  }
}

/** Everything that a bill is reckoned from, as it stands. In a command under the member's lock. */
export async function termsOf(read: Reader, ask: Reckoning): Promise<{ terms: QuoteTerms; wallet: Wallet }> {
  const { memberId, storeId, couponIds, points = 0, pricedAt, now } = ask
  const { discountPermille, tierName } = await benefitsOf(read, memberId, now)
  const wallet = await couponsForBasket(read, { memberId, storeId, now })
  await mustHold(read, wallet, ask)
  return {
    wallet,
    terms: {
      tier: { name: tierName, payPermille: discountPermille },
      coupons: offered(wallet),
      couponIds,
      points,
      balance: await balanceOf(read, memberId, 'points', now),
      policy: await settlePolicy(read, pricedAt),
    },
  }
}

/** What is charged, by the one rule that shows it and takes it. Refuses what does not fit. */
export async function reckon(
  read: Reader,
  ask: Reckoning,
): Promise<{ quote: Quote; terms: QuoteTerms; wallet: Wallet }> {
  const { terms, wallet } = await termsOf(read, ask)
  return { terms, wallet, quote: mustBe(quote(ask.lines, terms)).quote }
}
