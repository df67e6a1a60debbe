import { must } from './must'
import { personOf, type Person } from './person'

const PHONE = '13812345678'
/** Holds in both stores, above a threshold. */
export const AUTUMN_COUPON = '秋日满20减5'

/** What scanning, or asking for a number, opened for 小方. Ten minutes later each is over. */
export type Visits = {
  memberVisitId: string
  couponVisitId: string
  orderVisitId: string
  phoneVisitId: string
  ticketVisitId: string
}

export async function openVisits(
  url: string,
  { storeId, orderId, doorTicketId }: { storeId: string; orderId: string; doorTicketId: string },
): Promise<Visits> {
  const member = await personOf(url, 'xiaoman')
  const clerk = await personOf(url, 'fang')
  const scan = async ({ code }: { code: string }) => (await clerk('counter.scan', { storeId, code })).visit.id
  const { rows } = await member('coupon.list', { tab: 'unused' })
  const coupon = must(
    rows.find(({ face }) => face.name === AUTUMN_COUPON),
    AUTUMN_COUPON,
  )
  return {
    memberVisitId: await scan(await member('member.showCode', {})),
    couponVisitId: await scan(await member('coupon.showCode', { couponId: coupon.id })),
    orderVisitId: await scan(await member('mall.showCode', { orderId })),
    ticketVisitId: await scan(await member('gathering.showCode', { ticketId: doorTicketId })),
    phoneVisitId: (await clerk('counter.findMember', { storeId, phone: PHONE })).visit.id,
  }
}

const BREAKFAST = [
  { sku: 'B02', name: '现烤可颂', category: '面包', quantity: 2, amountFen: 2800 },
  { sku: 'C02', name: '拿铁', category: '咖啡', quantity: 1, amountFen: 2400 },
]

/** Breakfast, a part of it paid with points. Answers the purchase's id. */
export async function sell(member: Person, clerk: Person, storeId: string): Promise<string> {
  const { code } = await member('member.showCode', {})
  const { visit } = await clerk('counter.scan', { storeId, code })
  const basket = { visitId: visit.id, lines: BREAKFAST, couponIds: [], points: 300 }
  const { quote } = await clerk('counter.quote', basket)
  const { bill } = await clerk('counter.openBill', { ...basket, payableSeenFen: quote.payableFen })
  const paid = await clerk('counter.confirmBill', { billId: bill.id })
  return must(paid.bill.purchaseId ?? undefined, 'purchase')
}
