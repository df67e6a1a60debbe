import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { useEffect } from 'react'
import { AskedView } from '../../features/asked/asked-view'
import { MoreLink } from '../../features/asked/more-link'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MemberOnly } from '../../features/joining/member-only'
import { send } from '../../kit/call/call'
import { openPage } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { usePages } from '../../kit/use-pages'
import { Card } from '../../ui/block/card'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'
import { MessageRow } from './message-row'

const BONES = [88, 88, 88, 88] as const
const ALL = {}

const Nothing = () => (
  <StatePage
    art="list"
    title="还没有消息"
    text="券快到期、等的东西到货、换的东西寄出，都会写在这里"
    action={{ label: '看看商城', onPress: () => void openPage('pages/points/index') }}
  />
)

/** What is on screen counts as read; its marks stay until the page is opened again. */
const useRead = (newest: string | null) => {
  useEffect(() => {
    if (newest === null) return
    send('notify.read', { upTo: newest }).catch((thrown: unknown) => console.warn('not marked as read', thrown))
  }, [newest])
}

const Inbox = () => {
  const today = useToday()
  const { first, rows, hasMore, loadingMore, moreFailure, loadMore } = usePages('notify.inbox', ALL)
  useReachBottom(() => void loadMore())
  usePullDown([first])
  useRead(first.data && first.data.unread > 0 ? (first.data.rows[0]?.id ?? null) : null)
  return (
    <AskedView asked={first} bones={BONES} failed="消息没有取到" empty={<Nothing />}>
      {() => (
        <View>
          <Card className="card-flat">
            {today === null ? null : rows.map((row) => <MessageRow key={row.id} message={row} today={today} />)}
          </Card>
          <MoreLink
            hasMore={hasMore}
            busy={loadingMore}
            failure={moreFailure}
            end="就这些了"
            onMore={() => void loadMore()}
          />
        </View>
      )}
    </AskedView>
  )
}

export default function InboxPage() {
  return (
    <Page title="消息">
      <MemberOnly bones={BONES} title="加入会员，有事告诉你" text="券快到期、等的东西到货，都会写在这里">
        <Inbox />
      </MemberOnly>
    </Page>
  )
}
