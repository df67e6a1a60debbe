import { useCallback, useRef, useState } from 'react'
import { send } from '../../kit/call/call'
import { asCallFailed, type CallFailed } from '../../kit/call/failure'
import { device } from '../../kit/device/device'

/** Pay hears of the money within seconds; afterwards the page that shows the order keeps asking. */
const ASKS = 5
const BETWEEN_MS = 800

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export type PayEnd = 'paid' | 'waiting' | 'closed'

/** What the server knows, which asks WeChat where it does not know yet (R22). */
const endOf = async (paymentId: string, asks: number): Promise<PayEnd> => {
  for (let left = asks; left > 0; left -= 1) {
    const { state } = await send('payment.result', { paymentId })
    if (state !== 'waiting' || left === 1) return state
    await pause(BETWEEN_MS)
  }
  return 'waiting'
}

type State = { busy: boolean; failure: CallFailed | null }

/** WeChat's sheet for a payment, and how that ended. Null: it could not be opened (see `failure`), or one is open already. */
export const usePay = (afterSheet?: () => void) => {
  const [state, setState] = useState<State>({ busy: false, failure: null })
  const underway = useRef(false)
  const pay = useCallback(
    async (paymentId: string): Promise<PayEnd | null> => {
      if (underway.current) return null
      underway.current = true
      setState({ busy: true, failure: null })
      try {
        const { params } = await send('payment.prepare', { paymentId })
        const sheet = await device.pay(params)
        afterSheet?.()
        // Also a closed sheet is asked about: a payment that took long may have gone through all the same.
        const end = await endOf(paymentId, sheet === 'done' ? ASKS : 1)
        setState({ busy: false, failure: null })
        return end
      } catch (thrown) {
        setState({ busy: false, failure: asCallFailed(thrown) })
        return null
      } finally {
        underway.current = false
      }
    },
    [afterSheet],
  )
  return { ...state, pay }
}
