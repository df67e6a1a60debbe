import { issueCoupon } from '#server/domains/coupon/issue'
import { templateById } from '#server/domains/coupon/queries'
import { holdCard } from '#server/domains/tier/card/hold'
import type { Tx } from '#server/platform/db/tx'
import type { ItemRow, OrderRow } from './entities'

type Given = Pick<OrderRow, 'couponId' | 'couponIds' | 'holdingIds'>
export const NOTHING_GIVEN: Given = { couponId: null, couponIds: null, holdingIds: null }

type Giving = { memberId: string; item: ItemRow; quantity: number; cause: string; now: Date }

const causes = (cause: string, quantity: number) =>
  Array.from({ length: quantity }, (_, index) => (index === 0 ? cause : `${cause}:${index + 1}`))

/** Puts what the points were for into the member's wallet, if that is where it goes. */
export async function give(tx: Tx, { memberId, item, quantity, cause, now }: Giving): Promise<Given> {
  if (item.kind === 'coupon') {
    const template = await templateById(tx, item.templateId ?? '0')
    const couponIds: string[] = []
    for (const sourceKey of causes(cause, quantity))
      couponIds.push((await issueCoupon(tx, { memberId, template, source: 'mall', sourceKey, now })).id)
    return { ...NOTHING_GIVEN, couponId: couponIds[0] ?? null, couponIds }
  }
  if (item.kind !== 'card') return NOTHING_GIVEN
  const holdingIds: string[] = []
  const what = { memberId, cardId: item.cardId ?? '0', source: 'mall', reason: `兑换${item.name}` } as const
  for (const sourceKey of causes(cause, quantity))
    holdingIds.push((await holdCard(tx, { ...what, sourceKey, actor: `member:${memberId}`, now })).id)
  return { ...NOTHING_GIVEN, holdingIds }
}
