import { useCallback, useEffect } from 'react'
import { send } from '../../kit/call/call'
import { CodeSection } from '../../features/code/code-section'
import { useShownCode } from '../../features/code/use-shown-code'

const QR_MAX_PX = 200

type CouponCodeProps = { couponId: string; name: string; inFront: boolean; onUsed: () => Promise<void> }

/** The code of one coupon. When it is refused, the coupon itself is asked why: used, ended or taken back meanwhile. */
export const CouponCode = ({ couponId, name, inFront, onUsed }: CouponCodeProps) => {
  const fetch = useCallback(() => send('coupon.showCode', { couponId }), [couponId])
  const shown = useShownCode(fetch, name, inFront)
  const refused = shown.failure !== null && shown.failure.code.startsWith('coupon_')
  useEffect(() => {
    if (refused) void onUsed()
  }, [refused, onUsed])
  return <CodeSection shown={shown} name="券码" qrMaxPx={QR_MAX_PX} />
}
