import type { CounterVisit } from '@huitou/shared/counter/visit-schema'
import type { QuoteCard } from '@huitou/shared/purchase/bill-contract'
import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { Figures } from '../../features/purchase/figures'
import { pointsText } from '../../kit/number'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Note } from '../../ui/block/note'
import { RowItem } from '../../ui/block/row-item'
import { Page } from '../../ui/page/page'
import { Avatar } from '../../ui/plate/avatar'
import { Btn } from '../../ui/press/btn'
import { Skeleton } from '../../ui/state/skeleton'
import { FailureNote } from '../counter/failure-note'
import { Trouble } from '../counter/trouble'
import { AgainSheet } from './again-sheet'
import { BillPage } from './bill-page'
import { CouponSheet } from './coupon-sheet'
import { PointsSheet } from './points-sheet'
import { basketOf, type Ticket } from './ticket'
import { useCheckout, type Choice } from './use-checkout'
import { chargeLabel, couponsText, pointsUsedText } from './words'

type Props = { visit: CounterVisit; ticket: Ticket; onChange: () => void }

const Who = ({ visit, onChange }: { visit: CounterVisit; onChange: () => void }) => (
  <Card>
    <View className="row gap12">
      <Avatar name={visit.member.name} />
      <View className="grow">
        <View className="t17">{visit.member.name}</View>
        <View className="t12 ink-3">
          {[visit.member.tierName, `${pointsText(visit.member.available)} 积分`, visit.member.phoneMasked]
            .filter(Boolean)
            .join(' · ')}
        </View>
      </View>
      <Btn label="改金额" kind="line" size="small" onPress={onChange} />
    </View>
  </Card>
)

/** What comes off, chosen for the member and changeable; then the money. */
export const QuotePage = ({ visit, ticket, onChange }: Props) => {
  const [choice, setChoice] = useState<Choice>({ points: 0 })
  const asked = useAsk('counter.quote', { visitId: visit.id, ...basketOf(ticket), ...choice })
  const checkout = useCheckout(visit.id, ticket, choice)
  // What was shown stays while another choice is reckoned: the page must not blink at each tap.
  const last = useRef<QuoteCard | null>(null)
  if (asked.data) last.current = asked.data.quote
  const quote = asked.data?.quote ?? last.current

  if (checkout.bill) return <BillPage visit={visit} checkout={checkout} bill={checkout.bill} />
  if (!quote || asked.state === 'failed' || asked.state === 'offline')
    return (
      <Page title="结账">
        {asked.state === 'loading' || !asked.failure ? (
          <Skeleton heights={[84, 320, 110]} />
        ) : (
          <>
            <Trouble failure={asked.failure} again={() => void asked.reload()} busy={asked.reloading} />
            <Btn label="改金额" kind="line" size="medium" onPress={onChange} />
          </>
        )}
      </Page>
    )
  return (
    <Quoted
      {...{ visit, quote, checkout, onChange, onChoose: setChoice, choice }}
      settled={asked.data !== null && !asked.reloading}
    />
  )
}

/** What the clerk pressed: take the money, or only show the member the figures. */
type Step = 'charge' | 'show'

type QuotedProps = {
  visit: CounterVisit
  quote: QuoteCard
  settled: boolean
  checkout: ReturnType<typeof useCheckout>
  choice: Choice
  onChoose: (choice: Choice) => void
  onChange: () => void
}

type FootProps = Pick<QuotedProps, 'visit' | 'quote' | 'settled' | 'checkout'> & {
  asks: boolean
  act: (step: Step) => void
}

const Foot = ({ visit, quote, settled, checkout, asks, act }: FootProps) => (
  <>
    <Btn
      label={asks ? '发给客人确认' : chargeLabel(quote)}
      size="counter"
      busy={checkout.busy}
      disabled={!settled}
      onPress={() => act('charge')}
    />
    {asks || !visit.member.onWechat ? null : (
      <View className="top8">
        <Btn
          label="先给客人看一眼"
          kind="line"
          size="medium"
          disabled={!settled || checkout.busy}
          onPress={() => act('show')}
        />
      </View>
    )}
  </>
)

const Quoted = ({ visit, quote, settled, checkout, choice, onChoose, onChange }: QuotedProps) => {
  const [picking, setPicking] = useState<'coupons' | 'points' | null>(null)
  // A phone number is no yes of the member: what is theirs moves only after they agreed.
  const asks = !visit.trusted && (quote.points > 0 || quote.couponIds.length > 0)
  const [pressed, setPressed] = useState<Step>('charge')
  const act = async (step: Step, again = false) => {
    setPressed(step)
    const bill = await checkout.open(quote, again)
    if (bill && step === 'charge' && !asks) await checkout.confirm(bill.id)
  }
  const isAgain = checkout.failure?.code === 'purchase_again'
  return (
    <Page title="结账" footer={<Foot {...{ visit, quote, settled, checkout, asks }} act={(step) => void act(step)} />}>
      <Who visit={visit} onChange={onChange} />
      <Figures figures={quote} />
      <Card className="top12">
        <RowItem icon="ticket" title="优惠券" note={couponsText(quote)} onPress={() => setPicking('coupons')} />
        <RowItem icon="points" title="用积分" note={pointsUsedText(quote)} onPress={() => setPicking('points')} />
      </Card>
      {asks ? (
        <View className="top12">
          <Note icon="info">按手机号找到的会员，用券和积分要客人在自己手机上点一下「没问题」。</Note>
        </View>
      ) : null}
      <FailureNote failure={isAgain ? null : checkout.failure} />
      <View className="checkout-room" />
      <CouponSheet
        open={picking === 'coupons'}
        quote={quote}
        onClose={() => setPicking(null)}
        onChoose={(couponIds) => onChoose({ ...choice, couponIds, points: 0 })}
      />
      <PointsSheet
        key={picking}
        open={picking === 'points'}
        quote={quote}
        onClose={() => setPicking(null)}
        onChoose={(points) => onChoose({ ...choice, points })}
      />
      <AgainSheet
        open={isAgain}
        totalFen={quote.totalFen}
        busy={checkout.busy}
        onClose={checkout.clear}
        onAnother={() => void act(pressed, true)}
      />
    </Page>
  )
}
