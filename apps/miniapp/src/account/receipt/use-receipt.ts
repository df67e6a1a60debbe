import type { Output } from '@huitou/shared/api'
import { useCallback, useState } from 'react'
import { refreshSession } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'

type Gifts = Output<'joining.join'>['gifts']

/** What a claim brought; and, for who joined with it, what joining gave. */
export type Claimed = Pick<Output<'purchase.claimSlip'>, 'earned'> & { gifts: Gifts | null }

/** What a receipt's code would give, and claiming it. Who joins here has it claimed in the same step. */
export const useReceipt = (scene: string) => {
  const asked = useAsk('purchase.slip', { scene })
  const { busy, failure, run } = useSend('purchase.claimSlip')
  const [claimed, setClaimed] = useState<Claimed | null>(null)
  const { replace, reload } = asked
  const claim = useCallback(
    async (gifts: Gifts | null = null) => {
      const answer = await run({ scene })
      if (answer === null) return reload()
      setClaimed({ earned: answer.earned, gifts })
      replace({ slip: answer.slip, joinScene: null })
    },
    [run, scene, replace, reload],
  )
  const joined = useCallback(
    async (gifts: Gifts) => {
      await claim(gifts)
      await refreshSession()
    },
    [claim],
  )
  return { asked, busy, failure, claimed, claim, joined, close: () => setClaimed(null) }
}
