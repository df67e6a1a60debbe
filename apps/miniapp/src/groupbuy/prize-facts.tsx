import type { ShownTeam } from '@huitou/shared/groupbuy/contract'
import { View } from '@tarojs/components'
import { goodsWayText } from '../features/groupbuy/words'
import { Card } from '../ui/block/card'
import { KV } from '../ui/block/kv'

type PrizeFactsProps = { prize: Pick<ShownTeam, 'face' | 'goods' | 'validity'>; about?: readonly string[] }

const STORES_NAMED = 3

const storesText = (names: readonly string[]) =>
  names.length > STORES_NAMED ? `${names.slice(0, STORES_NAMED).join('、')}等 ${names.length} 家` : names.join('、')

/** What everybody of a complete team gets: a voucher, or goods. */
export const PrizeFacts = ({ prize: { face, goods, validity }, about = [] }: PrizeFactsProps) => (
  <Card title="拿到的是什么">
    {about.map((line) => (
      <View key={line} className="t14 ink-2 top4">
        {line}
      </View>
    ))}
    <View className="top4" />
    {goods === null ? (
      <View>
        <KV name="成团得到" value={face.itemName ?? face.name} strong="plain" />
        <KV name="可用门店" value={face.scope} />
        {face.hours === null ? null : <KV name="可用时间" value={face.hours} />}
        <KV name="有效期" value={validity} />
      </View>
    ) : (
      <View>
        <KV name="成团得到" value={`${goods.name} 1 份`} strong="plain" />
        <KV name="怎么拿" value={goodsWayText(goods)} />
        {goods.stores === null ? null : (
          <KV name="取货门店" value={storesText(goods.stores.map(({ name }) => name)) || '暂时没有门店'} />
        )}
        <KV name="什么时候" value={validity} />
      </View>
    )}
  </Card>
)
