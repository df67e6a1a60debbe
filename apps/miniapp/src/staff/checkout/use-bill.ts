import type { BillCard } from '@huitou/shared/purchase/bill-contract'
import { useEffect } from 'react'
import { useInFront } from '../../features/code/use-in-front'
import { useAsk } from '../../kit/use-ask'

const POLL_MS = 2000

const isSettled = ({ state }: BillCard) => state !== 'open' && state !== 'agreed'

/** The bill as it stands: asked again every two seconds while the member may still answer and the page is in front. */
export const useBill = (first: BillCard): BillCard => {
  const asked = useAsk('counter.bill', { billId: first.id }, { initial: { bill: first } })
  const bill = isSettled(first) ? first : (asked.data?.bill ?? first)
  const inFront = useInFront()
  const waiting = inFront && !isSettled(bill)
  const { reload } = asked
  useEffect(() => {
    if (!waiting) return undefined
    const timer = setInterval(() => void reload(), POLL_MS)
    return () => clearInterval(timer)
  }, [waiting, reload])
  return bill
}
