import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { AskedView } from '../../features/asked/asked-view'
import { MemberOnly } from '../../features/joining/member-only'
import { dayOf, dayText, clockText } from '../../kit/time'
import { useAsk } from '../../kit/use-ask'
import { Btn } from '../../ui/press/btn'
import { Page } from '../../ui/page/page'
import { say } from '../../ui/toast'
import { ExportSection } from './export-section'

const BONES = [64, 120, 120] as const

const copy = async (data: unknown) => {
  await Taro.setClipboardData({ data: JSON.stringify(data, null, 2) })
  say('已复制，粘贴到哪里都行')
}

const Export = () => {
  const asked = useAsk('privacy.export', {})
  return (
    <AskedView asked={asked} bones={BONES} failed="数据没有取到">
      {(data) => (
        <>
          <View className="t14 ink-2">
            {`这是我们留着的、和你有关的全部数据，截至 ${dayText(dayOf(data.exportedAt))} ${clockText(data.exportedAt)}。`}
          </View>
          <Btn className="top12" size="medium" label="全部复制（JSON）" onPress={() => void copy(data)} />
          <View className="top12">
            {data.sections.map((section) => (
              <ExportSection key={section.name} section={section} />
            ))}
          </View>
        </>
      )}
    </AskedView>
  )
}

export default function ExportPage() {
  return (
    <Page title="我的数据">
      <MemberOnly bones={BONES} title="还没有加入会员" text="加入以后，你的数据可以随时在这里看和带走">
        <Export />
      </MemberOnly>
    </Page>
  )
}
