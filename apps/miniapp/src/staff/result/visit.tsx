import type { Verification } from '@huitou/shared/counter/contract'
import type { CounterVisit } from '@huitou/shared/counter/visit-schema'
import { useState } from 'react'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'
import { Accepted } from './accepted'
import { Done } from './done'
import { MemberVisit } from './member-visit'
import { OrderVisit } from './order-visit'
import { isFinal, useRefusedBuzz } from './refused'
import { RefusedCoupon } from './refused-coupon'
import { Admitted, TicketVisit } from '../admit/ticket-visit'
import { useAdmission } from '../admit/use-admission'

type Props = { visit: CounterVisit; judgeAgain: () => Promise<void> }
type Chosen = { kind: 'coupon' | 'order' | 'ticket'; id: string }

/** What a code of its own is about; a member's code leaves the choice to the clerk. */
const aloneIn = ({ kind, coupons, orders, tickets }: CounterVisit): Chosen | null => {
  if (kind === 'member' || kind === 'phone') return null
  const id = { coupon: coupons[0]?.id, order: orders[0]?.id, ticket: tickets[0]?.gatheringId }[kind]
  return id === undefined ? null : { kind, id }
}

/** What to draw: a member with all they could use, one coupon, one order to hand over, or one ticket at the door. */
export const Visit = ({ visit, judgeAgain }: Props) => {
  const [chosen, setChosen] = useState(() => aloneIn(visit))
  const admission = useAdmission(visit.id, judgeAgain)
  const several = visit.kind === 'member' || visit.kind === 'phone'
  const back = several
    ? () => {
        setChosen(null)
        admission.leave()
        void judgeAgain()
      }
    : null
  if (admission.done) return <Admitted visit={visit} admission={admission.done} onMore={back} />
  const order = chosen?.kind === 'order' ? visit.orders.find(({ id }) => id === chosen.id) : undefined
  if (order) return <OrderVisit visit={visit} order={order} onMore={back} judgeAgain={judgeAgain} />
  if (chosen?.kind === 'coupon')
    return <CouponVisit {...{ visit, judgeAgain, admission }} couponId={chosen.id} onMore={back} />
  const ticket = chosen?.kind === 'ticket' ? visit.tickets[0] : undefined
  if (ticket) return <TicketVisit visit={visit} ticket={ticket} admission={admission} />
  return (
    <MemberVisit
      visit={visit}
      admission={admission}
      onCoupon={(id) => setChosen({ kind: 'coupon', id })}
      onOrder={(id) => setChosen({ kind: 'order', id })}
    />
  )
}

type CouponProps = Props & {
  couponId: string
  admission: ReturnType<typeof useAdmission>
  onMore: (() => void) | null
}

/** One coupon: it may be used, it may not, or it just was. */
const CouponVisit = ({ visit, couponId, admission, onMore, judgeAgain }: CouponProps) => {
  const [done, setDone] = useState<Verification | null>(null)
  const { busy, failure, run } = useSend('counter.verify')
  const coupon = visit.coupons.find(({ id }) => id === couponId)
  useRefusedBuzz(coupon?.usable === false && done === null)
  const verify = async () => {
    const output = await run({ visitId: visit.id, couponId })
    device.vibrate(output ? 'done' : 'refused')
    if (output) setDone(output.verification)
    else await judgeAgain()
  }
  if (done) return <Done verification={done} onChange={setDone} onMore={onMore} />
  if (!coupon) return <MemberVisit {...{ visit, admission }} onCoupon={() => undefined} onOrder={() => undefined} />
  if (!coupon.usable || isFinal(failure))
    return <RefusedCoupon coupon={coupon} why={failure?.detail ?? coupon.why} onOther={onMore} />
  return <Accepted visit={visit} coupon={coupon} busy={busy} failure={failure} onVerify={() => void verify()} />
}
