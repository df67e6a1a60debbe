import type { Output } from '@huitou/shared/api'
import type { ShownItem } from '@huitou/shared/mall/contract'
import { View } from '@tarojs/components'
import { useCallback } from 'react'
import { FailurePage } from '../../features/asked/failure-page'
import { StaleNote } from '../../features/asked/stale-note'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MemberOnly } from '../../features/joining/member-only'
import { useAddress } from '../../features/mall/use-address'
import { openPoints } from '../../features/points/tab'
import { useAskToBeTold } from '../../kit/ask-to-be-told'
import { useParams } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { useAsk, type Asked } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'
import { say } from '../../ui/toast'
import { ConfirmSheet } from './confirm-sheet'
import { ItemBody } from './item-body'
import { closedText, priceText } from './item-words'
import { useOrdering } from './use-ordering'

const BONES = [220, 120, 220] as const

const toMall = { label: '回商城', onPress: () => void openPoints('mall') }

/** Sold out: the one thing to do is to ask to be told. */
const Watch = ({ item, onDone }: { item: ShownItem; onDone: () => void }) => {
  const { busy, run, failure } = useSend('mall.notifyWhenBack')
  const wanted = !item.watching
  const { ask: askToBeTold } = useAskToBeTold('mall.watch')
  const ask = async () => {
    if (wanted) askToBeTold()
    const answer = await run({ itemId: item.id, wanted })
    if (answer) say(answer.watching ? '记下了，到货会写在「我的 - 消息」里' : '不再提醒')
    onDone()
  }
  return (
    <View>
      {failure ? <View className="t12 ink-danger center">{failure.detail}</View> : null}
      <Btn
        size="large"
        kind={wanted ? 'main' : 'line'}
        label={wanted ? '换完了，到货提醒我' : '到货会提醒你，不用了'}
        busy={busy}
        onPress={() => void ask()}
      />
    </View>
  )
}

type ReadyProps = { asked: Asked<Output<'mall.showItem'>>; item: ShownItem; today: number }

const Ready = ({ asked, item, today }: ReadyProps) => {
  const balance = useAsk('points.balance', {})
  const address = useAddress(item.delivery !== null)
  const [reloadItem, reloadBalance] = [asked.reload, balance.reload]
  const reload = useCallback(() => {
    void Promise.all([reloadItem(), reloadBalance()])
  }, [reloadItem, reloadBalance])
  const ordering = useOrdering(item, address, reload)
  usePullDown([asked, balance])
  const closed = closedText(item, today)
  return (
    <View>
      <ItemBody item={item} today={today} />
      <View className="item-space" />
      <View className="page-footer">
        {item.state === 'sold_out' ? (
          <Watch item={item} onDone={reload} />
        ) : (
          <Btn
            size="large"
            label={closed ?? `用 ${priceText(item.points, item.cashFen)}换`}
            disabled={closed !== null}
            onPress={ordering.look}
          />
        )}
      </View>
      {balance.data === null ? null : (
        <ConfirmSheet item={item} ordering={ordering} balance={balance.data} today={today} />
      )}
    </View>
  )
}

const Item = ({ itemId }: { itemId: string }) => {
  const asked = useAsk('mall.showItem', { itemId })
  const today = useToday()
  if (asked.state === 'loading' || today === null) return <Skeleton heights={BONES} />
  if (asked.data === null) {
    if (asked.failure.code === 'not_found')
      return <StatePage art="list" title="这件已经下架" text="换过的还在「我的兑换」里。看看别的" action={toMall} />
    return (
      <FailurePage
        title="这件没有打开"
        failure={asked.failure}
        busy={asked.reloading}
        onRetry={() => void asked.reload()}
        second={toMall}
      />
    )
  }
  return (
    <>
      <StaleNote failure={asked.failure} refreshedAtMs={asked.refreshedAtMs} />
      <Ready asked={asked} item={asked.data.item} today={today} />
    </>
  )
}

export default function ItemPage() {
  const { itemId } = useParams('mall/item/index')
  return (
    <Page title="商品详情">
      <MemberOnly bones={BONES} title="加入会员，用积分换东西" text="签到、到店消费都能攒，攒够了换咖啡和面包">
        {itemId === undefined ? (
          <StatePage art="list" title="没有找到这一件" text="从积分商城里点开就能看到" action={toMall} />
        ) : (
          <Item itemId={itemId} />
        )}
      </MemberOnly>
    </Page>
  )
}
