import type { Output } from '@huitou/shared/api'
import type { MallItem } from '@huitou/shared/mall/contract'
import { View } from '@tarojs/components'
import { openPage } from '../../kit/navigate'
import { pointsText } from '../../kit/number'
import { endText } from '../../kit/time'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { GoodsPicture } from '../../ui/coupon/goods-card'
import { Ticket } from '../../ui/coupon/ticket'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { itemNote } from './shelf-words'
import type { Exchange } from './use-exchange'
import './exchange-sheet.scss'

type Balance = Output<'points.balance'>
type ExchangeSheetProps = { exchange: Exchange; balance: Balance | null; today: number }

const Head = ({ item }: { item: MallItem }) => (
  <View className="exchange-head">
    <GoodsPicture picture={item.picture} className="exchange-picture" />
    <View className="grow">
      <View className="t15 bold">{item.name}</View>
      <View className="t12 ink-3">{itemNote(item)}</View>
    </View>
  </View>
)

/** What is taken first, so that nobody wonders later where points went. */
const spentFirst = ({ expiringNext }: Balance, price: number, today: number) =>
  expiringNext
    ? `先扣快到期的 ${pointsText(Math.min(price, expiringNext.points))} 积分（${endText(expiringNext.at, today)}到期）。换到的券放进卡包，到店出示就能用。`
    : '换到的券放进卡包，到店出示就能用。'

const Terms = ({ item, balance, today }: { item: MallItem; balance: Balance; today: number }) => {
  const after = balance.available - item.points
  return (
    <View>
      <Head item={item} />
      <KV name="可用门店" value={item.face.scope} />
      <KV name="有效期" value={item.validity} />
      <KV name="需要积分" value={pointsText(item.points)} strong="plain" />
      <KV name="现有积分" value={pointsText(balance.available)} />
      {after >= 0 ? <KV name="兑换后剩余" value={pointsText(after)} strong="brand" /> : null}
      <Note icon="clock">
        {after >= 0 ? spentFirst(balance, item.points, today) : `还差 ${pointsText(-after)} 积分。签到、到店都能攒。`}
      </Note>
    </View>
  )
}

const Done = ({ result, today }: { result: Output<'mall.exchange'>; today: number }) => (
  <View>
    <Ticket
      ground="soft"
      face={result.coupon.face}
      lines={[`已放进卡包，${endText(result.coupon.expiresAt, today)} 止`]}
    />
    <View className="top12">
      <KV name="扣了积分" value={`−${pointsText(result.order.points)}`} strong="plain" />
      <KV name="还剩积分" value={pointsText(result.balanceAfter)} strong="brand" />
    </View>
  </View>
)

const Action = ({ item, balance, exchange }: { item: MallItem; balance: Balance; exchange: Exchange }) => {
  const short = balance.available < item.points
  const label = item.state !== 'open' ? itemNote(item) : short ? '积分还不够' : `用 ${pointsText(item.points)} 积分兑换`
  return (
    <View>
      {exchange.failure ? <View className="exchange-failure t12 ink-danger">{exchange.failure.detail}</View> : null}
      <Btn
        size="large"
        label={label}
        busy={exchange.busy}
        disabled={short || item.state !== 'open'}
        onPress={() => void exchange.exchange()}
      />
    </View>
  )
}

/** Everything to know before pressing stands on one sheet (UI 07): price, balance, what is left, how long, where. */
export const ExchangeSheet = ({ exchange, balance, today }: ExchangeSheetProps) => {
  const { item, open, close, result } = exchange
  if (item === null || balance === null) return null
  const seeCoupon = (couponId: string) => {
    close()
    void openPage('coupon/detail/index', { couponId })
  }
  return (
    <Sheet
      title={result ? '换好了' : '确认兑换'}
      open={open}
      onClose={close}
      footer={
        result ? (
          <Btn size="large" label="看看这张券" onPress={() => seeCoupon(result.coupon.id)} />
        ) : (
          <Action item={item} balance={balance} exchange={exchange} />
        )
      }
    >
      {result ? <Done result={result} today={today} /> : <Terms item={item} balance={balance} today={today} />}
    </Sheet>
  )
}
