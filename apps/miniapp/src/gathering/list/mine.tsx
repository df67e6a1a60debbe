import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { AskedView } from '../../features/asked/asked-view'
import { MoreLink } from '../../features/asked/more-link'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MemberOnly } from '../../features/joining/member-only'
import { usePages } from '../../kit/use-pages'
import { StatePage } from '../../ui/state/state-page'
import { GatheringRow } from '../row'

const BONES = [112, 112, 112] as const
const ALL = {}

type MineProps = { onLook: () => void }

const Tickets = ({ onLook }: MineProps) => {
  const { first, rows, hasMore, loadingMore, moreFailure, loadMore } = usePages('gathering.mine', ALL)
  useReachBottom(() => void loadMore())
  usePullDown([first])
  const nothing = (
    <StatePage
      art="empty"
      title="还没有报过名"
      text="报上的活动和入场码，都放在这里"
      action={{ label: '看看近期活动', onPress: onLook }}
    />
  )
  return (
    <AskedView asked={first} bones={BONES} failed="报名记录没有取到" empty={nothing}>
      {() => (
        <View>
          {rows.map(({ gathering, ticket }) => (
            <GatheringRow key={ticket.ticketId} gathering={gathering} ticket={ticket} />
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
  )
}

/** What this member has signed up for, newest first. */
export const Mine = (props: MineProps) => (
  <MemberOnly bones={BONES} title="加入会员，活动留个位子" text="报上的活动和入场码，都放在这里">
    <Tickets {...props} />
  </MemberOnly>
)
