import { View } from '@tarojs/components'
import { useState } from 'react'
import { useParams } from '../../kit/navigate'
import { Tabs } from '../../ui/block/tabs'
import { Page } from '../../ui/page/page'
import { Coming } from './coming'
import { Mine } from './mine'

const TABS = [
  { key: 'coming', text: '近期活动' },
  { key: 'mine', text: '我的报名' },
] as const

type Tab = (typeof TABS)[number]['key']

export default function GatheringListPage() {
  const { tab } = useParams('gathering/list/index')
  const [active, setActive] = useState<Tab>(tab === 'mine' ? 'mine' : 'coming')
  return (
    <Page title="线下活动">
      <Tabs tabs={TABS} active={active} onChange={setActive} />
      <View className="top12" />
      {active === 'coming' ? <Coming /> : <Mine onLook={() => setActive('coming')} />}
    </Page>
  )
}
