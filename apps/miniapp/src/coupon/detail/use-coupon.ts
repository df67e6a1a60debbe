import { useEffect, useRef } from 'react'
import { device } from '../../kit/device/device'
import { useAsk } from '../../kit/use-ask'
import { useInFront } from '../../features/code/use-in-front'

/** While the code is being scanned at the counter, the phone should learn of it within seconds. */
const LOOK_EVERY_MS = 4_000

/** One coupon, looked at again and again while it can still be used and the page is in front. */
export const useCoupon = (couponId: string) => {
  const asked = useAsk('coupon.show', { couponId })
  const inFront = useInFront()
  const { data, reload } = asked
  const state = data?.coupon.state
  const watched = inFront && state === 'unused'

  useEffect(() => {
    if (!watched) return undefined
    const timer = setInterval(() => void reload(), LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [watched, reload])

  const before = useRef(state)
  useEffect(() => {
    if (before.current === 'unused' && state === 'used') device.vibrate('done')
    before.current = state
  }, [state])

  return { ...asked, inFront }
}
