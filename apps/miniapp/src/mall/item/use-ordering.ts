import type { Output } from '@huitou/shared/api'
import type { Address } from '@huitou/shared/mall/address/contract'
import type { ShownItem } from '@huitou/shared/mall/contract'
import { useCallback, useState } from 'react'
import { useAskToBeTold } from '../../kit/ask-to-be-told'
import { device } from '../../kit/device/device'
import { replacePage } from '../../kit/navigate'
import { useSend } from '../../kit/use-send'
import { quantityMax, shippingPointsOf } from './item-words'

export type Way = 'pickup' | 'delivery' | 'wallet'

const firstWay = ({ pickUp, delivery }: ShownItem): Way => (pickUp ? 'pickup' : delivery ? 'delivery' : 'wallet')

/** One order from looking to having: how many, how it gets to the member, and what came of it. */
export const useOrdering = (item: ShownItem, address: Address | null, onDone: () => void) => {
  const { busy, failure, run, clear } = useSend('mall.placeOrder')
  const { ask: askToBeTold } = useAskToBeTold('mall.order')
  const [open, setOpen] = useState(false)
  const [wanted, setWanted] = useState(1)
  const [chosenWay, setWay] = useState<Way | null>(null)
  const [chosenStore, setStore] = useState<string | null>(null)
  const [result, setResult] = useState<Output<'mall.placeOrder'> | null>(null)

  const quantity = Math.min(wanted, quantityMax(item))
  const way = chosenWay ?? firstWay(item)
  const stores = item.pickUp?.stores ?? []
  const store =
    stores.find(({ id }) => id === chosenStore) ?? stores.find(({ openNow }) => openNow) ?? stores[0] ?? null
  const cashFen = item.cashFen * quantity
  const total = item.points * quantity + (way === 'delivery' ? shippingPointsOf(item) : 0)

  const look = useCallback(() => {
    clear()
    setResult(null)
    setOpen(true)
  }, [clear])
  const close = useCallback(() => setOpen(false), [])

  const order = async () => {
    askToBeTold()
    const where =
      way === 'pickup'
        ? { storeId: store?.id }
        : way === 'delivery'
          ? { addressId: address?.id, couponId: item.delivery?.coupon?.id }
          : undefined
    const seen = { pointsSeen: total, ...(cashFen > 0 ? { cashSeenFen: cashFen } : {}) }
    const answer = await run({ itemId: item.id, quantity, ...seen, ...where })
    // What waits for its money is not done yet: its own page takes the payment.
    if (answer?.order.state === 'waiting_payment') {
      await replacePage('mall/order/index', { orderId: answer.order.id })
      return
    }
    if (answer) device.vibrate('done')
    setResult(answer)
    // A refusal is news for the page too: a new price, the last one gone.
    onDone()
  }

  const missing = (way === 'pickup' && store === null) || (way === 'delivery' && address === null)
  return {
    ...{ open, busy, failure, result, quantity, way, store, stores, total, cashFen, address, missing },
    ...{ look, close, order, setQuantity: setWanted, setWay, setStore },
  }
}

export type Ordering = ReturnType<typeof useOrdering>
