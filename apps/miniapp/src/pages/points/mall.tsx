import type { Output } from '@huitou/shared/api'
import type { ShelfCard } from '@huitou/shared/mall/schema'
import { View } from '@tarojs/components'
import { useCallback } from 'react'
import { openPage } from '../../kit/navigate'
import { useAsk, type Asked } from '../../kit/use-ask'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { ExchangeSheet } from '../../features/mall/exchange-sheet'
import { ShelfList } from '../../features/mall/shelf'
import { useExchange } from '../../features/mall/use-exchange'
import { RowItem } from '../../ui/block/row-item'
import { Card } from '../../ui/block/card'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'

type MallProps = { balance: Asked<Output<'points.balance'>>; today: number | null }

const BONES = [172, 172] as const

const Nothing = () => <StatePage art="list" title="商城在上新" text="过两天再来看看，积分先攒着" />

const OrdersRow = () => (
  <Card className="card-flat">
    <RowItem
      icon="receipt"
      tone="plain"
      title="我的兑换"
      note="待取的、寄送中的，都在这里"
      onPress={() => void openPage('mall/orders/index')}
    />
  </Card>
)

/** A coupon is exchanged where it lies: there is nothing to choose. Everything else opens a page of its own. */
export const Mall = ({ balance, today }: MallProps) => {
  const shelf = useAsk('mall.shelf', {}, { isEmpty: (data) => data.items.length === 0 })
  const coupons = useAsk('mall.items', {})
  const [reloadShelf, reloadCoupons, reloadBalance] = [shelf.reload, coupons.reload, balance.reload]
  const reload = useCallback(() => {
    void Promise.all([reloadShelf(), reloadCoupons(), reloadBalance()])
  }, [reloadShelf, reloadCoupons, reloadBalance])
  const exchange = useExchange(coupons.data?.items ?? null, reload)
  usePullDown([balance, shelf, coupons])
  const look = ({ id, state }: ShelfCard) => {
    const coupon = state === 'open' ? coupons.data?.items.find((item) => item.id === id) : undefined
    if (coupon) exchange.look(coupon)
    else void openPage('mall/item/index', { itemId: id })
  }
  return (
    <View>
      <OrdersRow />
      <AskedView saysStale={false} asked={shelf} bones={BONES} failed="商城没有打开" empty={<Nothing />}>
        {(data) =>
          today === null || coupons.state === 'loading' ? (
            <Skeleton heights={BONES} />
          ) : (
            <ShelfList shelf={data} today={today} onLook={look} />
          )
        }
      </AskedView>
      {today === null ? null : <ExchangeSheet exchange={exchange} balance={balance.data} today={today} />}
    </View>
  )
}
