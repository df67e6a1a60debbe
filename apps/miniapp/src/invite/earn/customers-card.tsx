import { Text, View } from '@tarojs/components'
import { AskedView } from '../../features/asked/asked-view'
import { MoreLink } from '../../features/asked/more-link'
import { priceText } from '../../kit/number'
import { usePages } from '../../kit/use-pages'
import { Card } from '../../ui/block/card'
import '../invite.scss'

const ALL = {}

const Nobody = () => <View className="t14 ink-3 center top12">还没有顾客从你的推荐加入</View>

/** Who came, masked. */
export const CustomersCard = ({ count }: { count: number }) => {
  const { first, rows, hasMore, loadingMore, moreFailure, loadMore } = usePages('distribution.customers', ALL)
  return (
    <Card title={count > 0 ? `我的顾客（${count} 位）` : '我的顾客'}>
      <AskedView asked={first} bones={[44, 44]} failed="顾客没有取到" empty={<Nobody />} saysStale={false}>
        {() => (
          <View>
            {rows.map(({ name, joinedAt, commissionFen }) => (
              <View key={`${joinedAt}${name}`} className="invite-friend row between gap8">
                <Text className="t15">{name}</Text>
                <Text className="t14 ink-2">{`佣金 ¥${priceText(commissionFen)}`}</Text>
              </View>
            ))}
            <MoreLink
              hasMore={hasMore}
              busy={loadingMore}
              failure={moreFailure}
              end="都在这里了"
              onMore={() => void loadMore()}
            />
          </View>
        )}
      </AskedView>
    </Card>
  )
}
