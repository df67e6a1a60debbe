import { FailurePage } from '../../features/asked/failure-page'
import { StaleNote } from '../../features/asked/stale-note'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MemberOnly } from '../../features/joining/member-only'
import { replacePage, useParams } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { Page } from '../../ui/page/page'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'
import { OrderBody } from './order-body'
import { useOrder } from './use-order'

const BONES = [96, 420, 160] as const

const toOrders = { label: '看全部兑换', onPress: () => void replacePage('mall/orders/index') }

const Order = ({ orderId }: { orderId: string }) => {
  const asked = useOrder(orderId)
  const today = useToday()
  usePullDown([asked])
  if (asked.state === 'loading' || today === null) return <Skeleton heights={BONES} />
  if (asked.data === null) {
    if (asked.failure?.code === 'not_found')
      return <StatePage art="list" title="没有找到这一单" text={asked.failure.detail} action={toOrders} />
    return (
      <FailurePage
        title="这一单没有打开"
        failure={asked.failure}
        busy={asked.reloading}
        onRetry={() => void asked.reload()}
        second={toOrders}
      />
    )
  }
  return (
    <>
      <StaleNote failure={asked.failure} refreshedAtMs={asked.refreshedAtMs} />
      <OrderBody order={asked.data.order} today={today} inFront={asked.inFront} onChanged={asked.reload} />
    </>
  )
}

export default function OrderPage() {
  const { orderId } = useParams('mall/order/index')
  return (
    <Page title="兑换详情">
      <MemberOnly bones={BONES} title="加入会员，用积分换东西" text="换到的东西，取货码和快递单号都放在这里">
        {orderId === undefined ? (
          <StatePage art="list" title="没有找到这一单" text="从「我的兑换」里点开就能看到" action={toOrders} />
        ) : (
          <Order orderId={orderId} />
        )}
      </MemberOnly>
    </Page>
  )
}
