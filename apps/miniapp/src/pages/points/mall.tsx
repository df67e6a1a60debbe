import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { useCallback } from 'react'
import { useAsk, type Asked } from '../../kit/use-ask'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { ExchangeSheet } from '../../features/mall/exchange-sheet'
import { Goods } from '../../features/mall/goods'
import { useExchange } from '../../features/mall/use-exchange'
import { StatePage } from '../../ui/state/state-page'

type MallProps = { balance: Asked<Output<'points.balance'>>; today: number | null }

const Nothing = () => <StatePage art="list" title="商城在上新" text="过两天再来看看，积分先攒着" />

export const Mall = ({ balance, today }: MallProps) => {
  const items = useAsk('mall.items', {}, { isEmpty: (data) => data.items.length === 0 })
  const [reloadItems, reloadBalance] = [items.reload, balance.reload]
  const reload = useCallback(() => {
    void Promise.all([reloadItems(), reloadBalance()])
  }, [reloadItems, reloadBalance])
  const exchange = useExchange(items.data?.items ?? null, reload)
  usePullDown([balance, items])
  return (
    <View>
      <AskedView saysStale={false} asked={items} bones={[172, 172]} failed="商城没有打开" empty={<Nothing />}>
        {(data) => <Goods items={data.items} onLook={exchange.look} />}
      </AskedView>
      {today === null ? null : <ExchangeSheet exchange={exchange} balance={balance.data} today={today} />}
    </View>
  )
}
