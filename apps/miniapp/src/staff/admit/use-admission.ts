import type { Output } from '@huitou/shared/api'
import { useState } from 'react'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'

export type Admission = Output<'counter.admit'>

/** Letting somebody in. When it is refused, everything is judged again: a colleague may have been first. */
export const useAdmission = (visitId: string, judgeAgain: () => Promise<void>) => {
  const [done, setDone] = useState<Admission | null>(null)
  const [underway, setUnderway] = useState<string | null>(null)
  const { busy, failure, run, clear } = useSend('counter.admit')
  const admit = async (gatheringId: string) => {
    setUnderway(gatheringId)
    const admission = await run({ visitId, gatheringId })
    device.vibrate(admission ? 'done' : 'refused')
    if (admission) setDone(admission)
    else await judgeAgain()
  }
  const leave = () => {
    setDone(null)
    clear()
  }
  return { done, underway: busy ? underway : null, failure, admit, leave }
}
