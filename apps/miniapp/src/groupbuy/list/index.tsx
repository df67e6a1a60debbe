import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { ActivityRow } from '../../features/groupbuy/activity-row'
import { openPage } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'

const BONES = [116, 116, 116] as const

const Nothing = () => (
  <StatePage
    art="list"
    title="现在没有拼团"
    text="有新的会放在首页，到时候叫上朋友一起来"
    action={{ label: '去首页', onPress: () => void openPage('pages/home/index') }}
  />
)

const List = () => {
  const asked = useAsk('groupbuy.list', {}, { isEmpty: ({ activities }) => activities.length === 0 })
  usePullDown([asked])
  return (
    <AskedView asked={asked} bones={BONES} failed="拼团没有取到" empty={<Nothing />}>
      {({ activities }) => activities.map((activity) => <ActivityRow key={activity.id} activity={activity} />)}
    </AskedView>
  )
}

export default function GroupListPage() {
  return (
    <Page title="拼团">
      <Card className="card-flat">
        <RowItem icon="receipt" title="我的拼团" onPress={() => void openPage('groupbuy/mine/index')} />
      </Card>
      <List />
    </Page>
  )
}
