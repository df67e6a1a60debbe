import { useEffect } from 'react'
import { PagedList } from '../../features/asked/paged-list'
import { MemberOnly } from '../../features/joining/member-only'
import { send } from '../../kit/call/call'
import { openPage } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { usePages } from '../../kit/use-pages'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
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
  const pages = usePages('notify.inbox', ALL)
  const { data } = pages.first
  useRead(data && data.unread > 0 ? (data.rows[0]?.id ?? null) : null)
  return (
    <PagedList pages={pages} bones={BONES} failed="消息没有取到" empty={<Nothing />}>
      {today === null ? null : pages.rows.map((row) => <MessageRow key={row.id} message={row} today={today} />)}
    </PagedList>
  )
}

export default function InboxPage() {
  return (
    <Page title="消息">
      <MemberOnly bones={BONES} title="加入会员，有事告诉你" text="券快到期、等的东西到货，都会写在这里">
        <Card className="card-flat">
          <RowItem
            icon="clock"
            title="消息设置"
            note="哪些用微信也说，什么时候别打扰"
            onPress={() => void openPage('account/messages/index')}
          />
        </Card>
        <Inbox />
      </MemberOnly>
    </Page>
  )
}
