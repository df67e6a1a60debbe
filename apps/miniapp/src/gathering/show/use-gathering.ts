import { useEffect, useRef } from 'react'
import { device } from '../../kit/device/device'
import { useAsk } from '../../kit/use-ask'

/** While the code is being scanned at the door, the phone should learn of it within seconds. */
const LOOK_EVERY_MS = 4_000

/** One gathering, looked at again and again while its code is on the screen. `onCame` is told once they are in. */
export const useGathering = (gatheringId: string, showsCode: boolean, onCame: () => void) => {
  const asked = useAsk('gathering.show', { gatheringId })
  const { data, reload } = asked
  useEffect(() => {
    if (!showsCode) return undefined
    const timer = setInterval(() => void reload(), LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [showsCode, reload])

  const state = data?.ticket?.state
  const before = useRef(state)
  useEffect(() => {
    if (before.current === 'held' && state === 'used') {
      device.vibrate('done')
      onCame()
    }
    before.current = state
  }, [state, onCame])
  return asked
}
