import type { Output } from '@huitou/shared/api'
import type { Day } from '@huitou/shared/kit/day'
import { Text, View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { AskedView } from '../../features/asked/asked-view'
import { MoreLink } from '../../features/asked/more-link'
import { priceText } from '../../kit/number'
import { useToday } from '../../kit/session'
import { momentText } from '../../kit/time'
import { usePages } from '../../kit/use-pages'
import { Card } from '../../ui/block/card'
import '../invite.scss'

const ALL = {}
type Line = Output<'distribution.statement'>['rows'][number]

const Row = ({ line: { at, words, amountFen, balanceFen, debtFen }, today }: { line: Line; today: Day }) => (
  <View className="invite-friend">
    <View className="grow">
      <View className="row between gap8">
        <Text className="t15">{words}</Text>
        <Text className="t15 bold num">{`${amountFen > 0 ? '+' : ''}${priceText(amountFen)}`}</Text>
      </View>
      <View className="row between gap8 t12 ink-2 top4">
        <Text>{momentText(at, today)}</Text>
        <Text>{debtFen > 0 ? `待扣回 ${priceText(debtFen)}` : `合计 ${priceText(balanceFen)}`}</Text>
      </View>
    </View>
  </View>
)

const Nothing = () => <View className="t14 ink-3 center top12">还没有佣金。顾客消费了，会记在这里</View>

/** Every movement, newest first, and what was mine after each. */
export const StatementCard = () => {
  const { first, rows, hasMore, loadingMore, moreFailure, loadMore } = usePages('distribution.statement', ALL)
  const today = useToday()
  useReachBottom(() => void loadMore())
  return (
    <Card title="佣金明细">
      <AskedView asked={first} bones={[64, 64]} failed="明细没有取到" empty={<Nothing />} saysStale={false}>
        {() => (
          <View>
            {today === null ? null : rows.map((line) => <Row key={line.id} line={line} today={today} />)}
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
