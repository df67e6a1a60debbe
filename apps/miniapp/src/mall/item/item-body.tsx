import type { Day } from '@huitou/shared/kit/day'
import type { ShownItem } from '@huitou/shared/mall/contract'
import { Text, View } from '@tarojs/components'
import { Cover } from '../../features/mall/cover'
import { flagOf, limitText } from '../../features/mall/shelf-words'
import { pointsText, yuanText } from '../../kit/number'
import { endText } from '../../kit/time'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { BenefitList } from '../../ui/member/benefit-list'
import { pickUpText, shippingText, wayText } from './item-words'
import './item-body.scss'

type ItemBodyProps = { item: ShownItem; today: Day }

const STORES_NAMED = 3

const storesText = (names: readonly string[]) =>
  names.length > STORES_NAMED ? `${names.slice(0, STORES_NAMED).join('、')}等 ${names.length} 家` : names.join('、')

const Price = ({ item, today }: ItemBodyProps) => (
  <View className="row wrap gap8 items-baseline top4">
    <Text className="num n28 ink-brand">{pointsText(item.points)}</Text>
    <Text className="t14 ink-2">{item.cashFen > 0 ? `积分 + ${yuanText(item.cashFen)} 元` : '积分'}</Text>
    {item.listPoints === null ? null : <Text className="t12 ink-3">{`平时 ${pointsText(item.listPoints)}`}</Text>}
    {item.saleEndsAt === null ? null : <Chip tone="warn" text={`限时到${endText(item.saleEndsAt, today)}`} />}
  </View>
)

const Head = ({ item, today }: ItemBodyProps) => {
  const flag = item.saleEndsAt === null && !item.backInStock ? flagOf(item) : null
  return (
    <Card>
      <View className="row wrap gap8">
        <Text className="t22">{item.name}</Text>
        {flag === null ? null : <Chip tone="brand" text={flag} />}
        {item.backInStock ? <Chip tone="ok" icon="check" text="到货了" /> : null}
      </View>
      <Price item={item} today={today} />
      {item.about.map((line) => (
        <View key={line} className="t14 ink-2 top8">
          {line}
        </View>
      ))}
    </Card>
  )
}

const Limit = ({ item }: Pick<ItemBodyProps, 'item'>) => {
  const limit = limitText(item)
  // At 0 the button says why.
  return limit === null || item.allowance === 0 ? null : <KV name="数量" value={limit} />
}

const Facts = ({ item, today }: ItemBodyProps) => (
  <Card title="怎么换、怎么拿">
    <View className="top4" />
    <KV name="方式" value={wayText(item)} />
    {item.pickUp === null ? null : (
      <>
        <KV name="门店" value={storesText(item.pickUp.stores.map(({ name }) => name)) || '暂时没有门店'} />
        <KV name={item.eventAt === null ? '期限' : '活动时间'} value={pickUpText(item, today)} />
      </>
    )}
    {item.delivery === null ? null : <KV name="运费" value={shippingText(item.delivery)} />}
    {item.face === null ? null : <KV name="可用门店" value={item.face.scope} />}
    {item.validity === null ? null : <KV name="有效期" value={item.validity} />}
    <Limit item={item} />
    {item.tierName === null ? null : <KV name="等级" value={`${item.tierName}及以上`} />}
    {item.gives.length === 0 ? null : <BenefitList benefits={item.gives} />}
    <View className="top8">
      <Note icon="info">{item.cancelRule}</Note>
    </View>
  </Card>
)

/** One item: what it is, what it costs, how to get it and how to give it back. */
export const ItemBody = (props: ItemBodyProps) => (
  <View>
    <Cover of={props.item} large className="item-picture" />
    <Head {...props} />
    <Facts {...props} />
  </View>
)
