import type { CounterCoupon, CounterVisit } from '@huitou/shared/counter/visit-schema'
import type { Day } from '@huitou/shared/kit/day'
import { View } from '@tarojs/components'
import { replacePage } from '../../kit/navigate'
import { pointsText } from '../../kit/number'
import { useToday } from '../../kit/session'
import { dayOf, dayText, endText } from '../../kit/time'
import { Chip } from '../../ui/block/chip'
import { Card, Section } from '../../ui/block/card'
import { Note } from '../../ui/block/note'
import { RowItem } from '../../ui/block/row-item'
import { Ticket } from '../../ui/coupon/ticket'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { rememberVisit } from '../counter/visit-memory'
import { LeftOfVisit } from './left-of-visit'
import { Tickets } from '../admit/tickets'
import type { useAdmission } from '../admit/use-admission'
import { Verdict } from './verdict'

type Props = {
  visit: CounterVisit
  admission: ReturnType<typeof useAdmission>
  onCoupon: (couponId: string) => void
  onOrder: (orderId: string) => void
}

const endsText = (expiresAt: string, today: Day | null) =>
  `${today === null ? dayText(dayOf(expiresAt)) : endText(expiresAt, today)} 到期`

const One = ({
  coupon,
  today,
  onChoose,
}: {
  coupon: CounterCoupon
  today: Day | null
  onChoose: (couponId: string) => void
}) => (
  <View className="top12">
    <Ticket
      face={coupon.face}
      lines={coupon.usable ? [endsText(coupon.expiresAt, today), coupon.face.scope] : [coupon.why ?? '现在不能用']}
      off={!coupon.usable}
      end={coupon.usable ? <Chip text="核销" tone="ok" /> : <Chip text="看原因" />}
      onPress={() => onChoose(coupon.id)}
    />
  </View>
)

/** What the shop calls them, to greet them by. */
const Tags = ({ tags }: { tags: readonly string[] }) => (
  <View className="row wrap gap8 top12">
    {tags.map((tag) => (
      <Chip key={tag} text={tag} />
    ))}
  </View>
)

const Orders = ({ visit, onOrder }: Pick<Props, 'visit' | 'onOrder'>) => (
  <Card className="top12" title="等着取货">
    {visit.orders.map((order) => (
      <RowItem
        key={order.id}
        icon="bag"
        title={order.quantity > 1 ? `${order.name} ×${order.quantity}` : order.name}
        note={order.why ?? '可以在本店取'}
        onPress={() => onOrder(order.id)}
      />
    ))}
  </Card>
)

const Coupons = ({ visit, onCoupon }: Pick<Props, 'visit' | 'onCoupon'>) => {
  const today = useToday()
  const usable = visit.coupons.filter((coupon) => coupon.usable)
  const others = visit.coupons.filter((coupon) => !coupon.usable)
  const groups = [
    { title: `现在能用 ${usable.length} 张`, coupons: usable },
    { title: '现在用不了', coupons: others },
  ].filter(({ coupons }) => coupons.length > 0)
  return (
    <>
      {groups.map(({ title, coupons }) => (
        <View key={title} className="top24">
          <Section title={title}>
            {coupons.map((coupon) => (
              <One key={coupon.id} coupon={coupon} today={today} onChoose={onCoupon} />
            ))}
          </Section>
        </View>
      ))}
      {groups.length === 0 ? (
        <View className="t14 ink-3 center top24">卡包里没有券。签到、领券、积分兑换得到的券，会出现在这里</View>
      ) : null}
    </>
  )
}

/** A member, by their code or their number: who stands here, the till one tap away, and what they could use now. */
export const MemberVisit = ({ visit, admission, onCoupon, onOrder }: Props) => {
  const { member, trusted } = visit
  const checkOut = () => {
    rememberVisit(visit)
    // In place of this one: behind every customer lies the workbench, never the customer before.
    void replacePage('staff/checkout/index', { visitId: visit.id })
  }
  return (
    <Page title="会员" footer={<Btn label="开单结账" size="counter" icon="receipt" onPress={checkOut} />}>
      <Verdict
        tone="ok"
        icon="user"
        title={member.name}
        detail={<LeftOfVisit endsAt={visit.endsAt} what={trusted ? '扫码' : '查询'} />}
      >
        <View className="row between gap8">
          <View className="t15 ink-2">{[member.tierName, member.phoneMasked ?? '没留手机号'].join(' · ')}</View>
          <View className="t15 bold nowrap">{pointsText(member.available)} 积分</View>
        </View>
        {member.tags.length > 0 ? <Tags tags={member.tags} /> : null}
      </Verdict>
      {trusted ? null : (
        <View className="top12">
          <Note icon="info">按手机号找到的。记消费可以直接来；用券、取货要请客人打开会员码扫一下。</Note>
        </View>
      )}
      <Tickets tickets={visit.tickets} admission={admission} />
      {visit.orders.length > 0 ? <Orders visit={visit} onOrder={onOrder} /> : null}
      <Coupons visit={visit} onCoupon={onCoupon} />
      <View className="verdict-room" />
    </Page>
  )
}
