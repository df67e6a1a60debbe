import type { Act } from '@huitou/shared/counter/acts-contract'
import { useSend } from '../../kit/use-send'

/** What can be taken back with one button; a purchase goes back on a page of its own. */
export type Undoable = Pick<Act, 'kind' | 'subjectId' | 'title' | 'memberName'>

/** Takes an act back, whatever it was. `run` answers whether it is done. */
export const useUndo = ({ kind, subjectId }: Undoable) => {
  const verification = useSend('counter.undo')
  const order = useSend('counter.undoPickUp')
  const slip = useSend('counter.cancelSlip')
  const admission = useSend('counter.undoAdmission')
  const others: { [Kind in Act['kind']]?: Pick<typeof verification, 'busy' | 'failure'> } = {
    ...{ pickup: order, slip, admission },
  }
  const one = others[kind] ?? verification
  const run = async (reason: string): Promise<boolean> => {
    if (kind === 'pickup') return (await order.run({ orderId: subjectId, reason })) !== null
    if (kind === 'slip') return (await slip.run({ slipId: subjectId, reason })) !== null
    if (kind === 'admission') return (await admission.run({ ticketId: subjectId, reason })) !== null
    return (await verification.run({ verificationId: subjectId, reason })) !== null
  }
  return { busy: one.busy, failure: one.failure, run }
}
