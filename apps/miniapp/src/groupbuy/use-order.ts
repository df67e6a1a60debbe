import type { Output } from '@huitou/shared/api'
import { useEffect } from 'react'
import { useInFront } from '../features/code/use-in-front'
import { useAsk, type Asked } from '../kit/use-ask'

/** While money or a team is on its way something happens without this phone doing anything. */
const UNDERWAY_MS = 3_000

const MOVING = new Set(['paying', 'seated', 'refunding'])

/** An order that keeps itself fresh while the page is in front and something is still to come. */
export const useGroupOrder = (orderId: string): Asked<Output<'groupbuy.order'>> => {
  const asked = useAsk('groupbuy.order', { orderId })
  const inFront = useInFront()
  const { reload } = asked
  const order = asked.data?.order
  const given = order?.goods ? order.goods.orderId : order?.couponId
  const moving = order !== undefined && (MOVING.has(order.state) || (order.state === 'won' && given === null))
  useEffect(() => {
    if (!moving || !inFront) return undefined
    const timer = setInterval(() => void reload(), UNDERWAY_MS)
    return () => clearInterval(timer)
  }, [moving, inFront, reload])
  return asked
}
