import type { CheckInResult } from '@huitou/shared/checkin/contract'
import { useCallback, useState } from 'react'
import { device } from '../../kit/device/device'
import { useToday } from '../../kit/session'
import { useSend } from '../../kit/use-send'
import { useFailureSaid } from '../asked/use-failure-said'

/** The check-in button: one tap, one result to celebrate, then whatever has to be read again. */
export const useCheckIn = (onDone: () => void) => {
  const day = useToday() ?? undefined
  const { busy, failure, run } = useSend('checkin.checkIn')
  const [result, setResult] = useState<CheckInResult | null>(null)
  useFailureSaid(failure)

  const checkIn = useCallback(async () => {
    const answer = await run({ day })
    if (answer === null) return
    device.vibrate('done')
    setResult(answer)
    onDone()
  }, [run, onDone, day])

  const close = useCallback(() => setResult(null), [])
  return { busy, result, checkIn, close }
}
