import { useEffect, useRef } from 'react'
import { useInFront } from '../../features/code/use-in-front'
import { device } from '../../kit/device/device'
import { useAsk } from '../../kit/use-ask'

/** While the code is being scanned at the counter, the phone should learn of it within seconds. */
const LOOK_EVERY_MS = 4_000

/** One order, looked at again and again while its code is on the screen. */
export const useOrder = (orderId: string) => {
  const asked = useAsk('mall.order', { orderId })
  const inFront = useInFront()
  const { data, reload } = asked
  const shows = data?.order.mayShowCode === true
  const watched = inFront && shows

  useEffect(() => {
    if (!watched) return undefined
    const timer = setInterval(() => void reload(), LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [watched, reload])

  const state = data?.order.state
  const before = useRef(state)
  useEffect(() => {
    if (before.current === 'waiting_pickup' && state === 'done') device.vibrate('done')
    before.current = state
  }, [state])

  return { ...asked, inFront }
}
