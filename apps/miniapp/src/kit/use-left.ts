import { useEffect, useState } from 'react'
import { serverNowMs } from './clock'

const TICK_MS = 1000

const leftOf = (endsAt: string) => Math.max(0, new Date(endsAt).getTime() - serverNowMs())

/** How long until then, by the server's clock, in milliseconds; ticks each second until it is over. */
export const useLeft = (endsAt: string): number => {
  const [leftMs, setLeftMs] = useState(() => leftOf(endsAt))
  useEffect(() => {
    setLeftMs(leftOf(endsAt))
    const timer = setInterval(() => {
      const left = leftOf(endsAt)
      setLeftMs(left)
      if (left === 0) clearInterval(timer)
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [endsAt])
  return leftMs
}
