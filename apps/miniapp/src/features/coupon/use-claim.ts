import { useCallback, useState } from 'react'
import { useSend } from '../../kit/use-send'
import { say } from '../../ui/toast'
import { useFailureSaid } from '../asked/use-failure-said'

/** The claim buttons of a page: one at a time, and which one is busy. `scene` is the code that opened the page. */
export const useClaim = (onDone: () => void, scene?: string) => {
  const { busy, failure, run } = useSend('coupon.claim')
  const [claiming, setClaiming] = useState<string | null>(null)
  useFailureSaid(failure)

  const claim = useCallback(
    async (templateId: string) => {
      setClaiming(templateId)
      const answer = await run(scene === undefined ? { templateId } : { templateId, scene })
      setClaiming(null)
      if (answer) say('领到了，已放进卡包')
      // After a refusal too: sold out or taken elsewhere is news for the list.
      onDone()
    },
    [run, onDone, scene],
  )
  return { claimingId: busy ? claiming : null, claim }
}
