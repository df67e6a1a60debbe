import { View } from '@tarojs/components'
import { MoreLink } from '../../features/asked/more-link'
import { AskedView } from '../../features/asked/asked-view'
import { dayText } from '../../kit/time'
import { usePages } from '../../kit/use-pages'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'

/** What happened to the tier, and why. */
export const HistoryCard = ({ today }: { today: number | undefined }) => {
  const { first, rows, hasMore, loadingMore, moreFailure, loadMore } = usePages('tier.history', {})
  return (
    <Card title="等级记录">
      <AskedView
        asked={first}
        bones={[48, 48]}
        failed="记录没有取到"
        saysStale={false}
        empty={<View className="t14 ink-3">还没有变化。升级、核查都会记在这里。</View>}
      >
        {() => (
          <>
            {rows.map((row) => (
              <RowItem
                key={row.id}
                icon={row.to > row.from ? 'crown' : 'clock'}
                tone={row.to > row.from ? 'brand' : 'plain'}
                title={row.reason}
                note={dayText(row.day, today)}
              />
            ))}
            <MoreLink
              hasMore={hasMore}
              busy={loadingMore}
              failure={moreFailure}
              end=""
              onMore={() => void loadMore()}
            />
          </>
        )}
      </AskedView>
    </Card>
  )
}
