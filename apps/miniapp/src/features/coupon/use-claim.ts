import { useCallback, useState } from 'react'
import { useSend } from '../../kit/use-send'
import { say } from '../../ui/toast'
import { useFailureSaid } from '../asked/use-failure-said'

/** The claim buttons of a page: one at a time, and which one is busy. */
export const useClaim = (onDone: () => void) => {
  const { busy, failure, run } = useSend('coupon.claim')
  const [claiming, setClaiming] = useState<string | null>(null)
  useFailureSaid(failure)

  const claim = useCallback(
    async (templateId: string) => {
      setClaiming(templateId)
      const answer = await run({ templateId })
      setClaiming(null)
      if (answer) say('领到了，已放进卡包')
      // After a refusal too: sold out or taken elsewhere is news for the list.
      onDone()
    },
    [run, onDone],
  )
  return { claimingId: busy ? claiming : null, claim }
}
