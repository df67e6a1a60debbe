import type { Output } from '@huitou/shared/api'
import type { Day } from '@huitou/shared/kit/day'
import { useCallback, useState } from 'react'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'

/** Making up a missed day: the price that was seen goes along, so that nobody pays another one. */
export const useMakeUp = (onDone: () => void) => {
  const { busy, failure, run } = useSend('checkin.makeUp')
  const [result, setResult] = useState<Output<'checkin.makeUp'> | null>(null)

  const makeUp = useCallback(
    async (day: Day, pointsSeen: number) => {
      const answer = await run({ day, pointsSeen })
      if (answer) device.vibrate('done')
      setResult(answer)
      // A refusal is news for the page too: another price, a day that is over.
      onDone()
      return answer !== null
    },
    [run, onDone],
  )

  const close = useCallback(() => setResult(null), [])
  return { busy, failure, result, makeUp, close }
}

export type MakingUp = ReturnType<typeof useMakeUp>
