import type { MemberClient, StaffClient } from '#test/people'
import type { World } from '#test/world'

/** Hands at a counter, for tests: scanning what a member shows. */
export const createDesk = (world: World) => {
  const storeId = world.shop.stores.wutong

  async function visit(person: MemberClient, clerk: StaffClient, at = storeId) {
    const { code } = await person.must('member.showCode', {})
    return (await clerk.must('counter.scan', { storeId: at, code })).visit
  }

  /** A bill of so much for a member whose code was scanned, paid. */
  async function sell(person: MemberClient, clerk: StaffClient, amountFen: number) {
    const { id: visitId } = await visit(person, clerk)
    const { quote } = await clerk.must('counter.quote', { visitId, amountFen, couponIds: [] })
    const wanted = { visitId, amountFen, couponIds: [], payableSeenFen: quote.payableFen }
    const { bill } = await clerk.must('counter.openBill', wanted)
    return (await clerk.must('counter.confirmBill', { billId: bill.id })).bill
  }

  return { storeId, visit, sell }
}
