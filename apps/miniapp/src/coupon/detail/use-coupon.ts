import type { CouponCard } from '@huitou/shared/coupon/contract'
import { useEffect, useRef } from 'react'
import { device } from '../../kit/device/device'
import { useAsk } from '../../kit/use-ask'
import { useInFront } from '../../features/code/use-in-front'
import { say } from '../../ui/toast'
import { changeText } from './change'

/** While the code is being scanned at the counter, the phone should learn of it within seconds; of an undo too. */
const LOOK_EVERY_MS = 4_000

/** What can still change: one that can be used, and one that was, which the clerk may give back. */
const isWatched = (coupon: CouponCard | undefined) => coupon?.state === 'unused' || coupon?.state === 'used'

/** One coupon, looked at again and again while the page is in front: used, used once more, or given back. */
export const useCoupon = (couponId: string) => {
  const asked = useAsk('coupon.show', { couponId })
  const inFront = useInFront()
  const { data, reload } = asked
  const coupon = data?.coupon
  const watched = inFront && isWatched(coupon)

  useEffect(() => {
    if (!watched) return undefined
    const timer = setInterval(() => void reload(), LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [watched, reload])

  const before = useRef(coupon)
  useEffect(() => {
    const change = before.current && coupon ? changeText(before.current, coupon) : null
    before.current = coupon
    if (change === null) return
    device.vibrate('done')
    if (change !== '') say(change)
  }, [coupon])

  return { ...asked, inFront }
}
