import type { CounterVisit, Verification } from '@huitou/shared/counter/contract'
import { useEffect, useState } from 'react'
import type { CallFailed } from '../../kit/call/failure'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'
import { Accepted } from './accepted'
import { Done } from './done'
import { MemberVisit } from './member-visit'
import { RefusedCoupon } from './refused-coupon'

type Props = { visit: CounterVisit; judgeAgain: () => Promise<void> }

/** What to draw: a member's coupons to choose from, one that may be used, one that may not, or what was just done. */
export const Visit = ({ visit, judgeAgain }: Props) => {
  const alone = visit.kind === 'coupon' ? (visit.coupons[0]?.id ?? null) : null
  const [chosenId, setChosenId] = useState(alone)
  const [done, setDone] = useState<Verification | null>(null)
  const { busy, failure, run, clear } = useSend('counter.verify')
  const chosen = visit.coupons.find(({ id }) => id === chosenId) ?? null
  useRefusedBuzz(chosen !== null && !chosen.usable && done === null)

  const verify = async (couponId: string) => {
    const output = await run({ visitId: visit.id, couponId })
    device.vibrate(output ? 'done' : 'refused')
    if (output) setDone(output.verification)
    else await judgeAgain()
  }
  const chooseOther = () => {
    clear()
    setDone(null)
    setChosenId(null)
    void judgeAgain()
  }

  if (done) return <Done verification={done} onChange={setDone} onMore={visit.kind === 'member' ? chooseOther : null} />
  if (!chosen) return <MemberVisit visit={visit} onChoose={setChosenId} />
  if (!chosen.usable || isFinal(failure)) {
    return (
      <RefusedCoupon
        coupon={chosen}
        why={failure?.detail ?? chosen.why}
        onOther={visit.kind === 'member' ? chooseOther : null}
      />
    )
  }
  return (
    <Accepted visit={visit} coupon={chosen} busy={busy} failure={failure} onVerify={() => void verify(chosen.id)} />
  )
}

/** The coupon was refused, rather than the request lost: confirming again would not help. */
const isFinal = (failure: CallFailed | null) =>
  failure !== null &&
  !failure.offline &&
  !['busy', 'stopping', 'key_in_flight', 'internal', 'too_many_requests'].includes(failure.code)

/** Two short buzzes when the screen turns red: the verdict must not hang on colour alone. */
const useRefusedBuzz = (refused: boolean) => {
  useEffect(() => {
    if (refused) device.vibrate('refused')
  }, [refused])
}
