import { useState } from 'react'
import { replacePage, useParams } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Page } from '../../ui/page/page'
import { Press } from '../../ui/press/press'
import { Skeleton } from '../../ui/state/skeleton'
import { StaffOnly } from '../counter/staff-only'
import { Trouble } from '../counter/trouble'
import { recallVisit } from '../counter/visit-memory'
import { AmountPage } from './amount-page'
import { QuotePage } from './quote-page'
import type { Ticket } from './ticket'
import type { CounterVisit } from '@huitou/shared/counter/visit-schema'

export default function CheckoutPage() {
  const { visitId = '' } = useParams('staff/checkout/index')
  return <StaffOnly title="结账">{() => <Checkout visitId={visitId} />}</StaffOnly>
}

const Checkout = ({ visitId }: { visitId: string }) => {
  const known = recallVisit(visitId)
  const asked = useAsk('counter.visit', { visitId }, { initial: known && { visit: known } })
  if (asked.data) return <Steps visit={asked.data.visit} />
  return (
    <Page title="结账">
      {asked.state === 'loading' ? (
        <Skeleton heights={[84, 260]} />
      ) : (
        <Trouble failure={asked.failure} again={() => void asked.reload()} busy={asked.reloading} />
      )}
    </Page>
  )
}

/** Back to what the member has: a coupon to verify alone, an order to hand over. */
const ToMember = ({ visitId }: { visitId: string }) => (
  <Press
    className="verdict-back t15 ink-2"
    label="先看客人的券和取货"
    dim
    onPress={() => void replacePage('staff/result/index', { visitId })}
  >
    先看客人的券和取货
  </Press>
)

/** First what it costs, then what comes off. Going back keeps what was typed. */
const Steps = ({ visit }: { visit: CounterVisit }) => {
  const [ticket, setTicket] = useState<Ticket | null>(null)
  const [typing, setTyping] = useState(true)
  if (typing || !ticket)
    return (
      <AmountPage
        who={visit.member.name}
        ticket={ticket}
        other={<ToMember visitId={visit.id} />}
        onDone={(next) => {
          setTicket(next)
          setTyping(false)
        }}
      />
    )
  return <QuotePage visit={visit} ticket={ticket} onChange={() => setTyping(true)} />
}
