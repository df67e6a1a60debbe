import { useCallback, useEffect } from 'react'
import { CodeSection } from '../../features/code/code-section'
import { useShownCode } from '../../features/code/use-shown-code'
import { send } from '../../kit/call/call'

const QR_MAX_PX = 200

type OrderCodeProps = { orderId: string; name: string; inFront: boolean; onUsed: () => Promise<void> }

/** The code of one order. When it is refused, the order itself is asked why: handed over, cancelled or over meanwhile. */
export const OrderCode = ({ orderId, name, inFront, onUsed }: OrderCodeProps) => {
  const fetch = useCallback(() => send('mall.showCode', { orderId }), [orderId])
  const shown = useShownCode(fetch, name, inFront)
  const refused = shown.failure !== null && shown.failure.code.startsWith('order_')
  useEffect(() => {
    if (refused) void onUsed()
  }, [refused, onUsed])
  return <CodeSection shown={shown} name="取货码" qrMaxPx={QR_MAX_PX} />
}
