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

type Props = { visit: CounterVisit; judgeAgain: () => Promise<void> }
type Chosen = { kind: 'coupon' | 'order'; id: string }

/** What a code of its own is about; a member's code leaves the choice to the clerk. */
const aloneIn = ({ kind, coupons, orders }: CounterVisit): Chosen | null => {
  const id = kind === 'coupon' ? coupons[0]?.id : kind === 'order' ? orders[0]?.id : undefined
  return id === undefined ? null : { kind: kind === 'order' ? 'order' : 'coupon', id }
}

/** What to draw: a member with all they could use, one coupon, or one order to hand over. */
export const Visit = ({ visit, judgeAgain }: Props) => {
  const [chosen, setChosen] = useState(() => aloneIn(visit))
  const several = visit.kind === 'member' || visit.kind === 'phone'
  const back = several
    ? () => {
        setChosen(null)
        void judgeAgain()
      }
    : null
  const order = chosen?.kind === 'order' ? visit.orders.find(({ id }) => id === chosen.id) : undefined
  if (order) return <OrderVisit visit={visit} order={order} onMore={back} judgeAgain={judgeAgain} />
  if (chosen?.kind === 'coupon')
    return <CouponVisit visit={visit} couponId={chosen.id} onMore={back} judgeAgain={judgeAgain} />
  return (
    <MemberVisit
      visit={visit}
      onCoupon={(id) => setChosen({ kind: 'coupon', id })}
      onOrder={(id) => setChosen({ kind: 'order', id })}
    />
  )
}

type CouponProps = Props & { couponId: string; onMore: (() => void) | null }

/** One coupon: it may be used, it may not, or it just was. */
const CouponVisit = ({ visit, couponId, onMore, judgeAgain }: CouponProps) => {
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
  if (!coupon) return <MemberVisit visit={visit} onCoupon={() => undefined} onOrder={() => undefined} />
  if (!coupon.usable || isFinal(failure))
    return <RefusedCoupon coupon={coupon} why={failure?.detail ?? coupon.why} onOther={onMore} />
  return <Accepted visit={visit} coupon={coupon} busy={busy} failure={failure} onVerify={() => void verify()} />
}
