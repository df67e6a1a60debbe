import { View } from '@tarojs/components'
import { AskedView } from '../../features/asked/asked-view'
import { useSession } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Page } from '../../ui/page/page'
import { Leave } from './leave'

const ISO_DAY = /^(\d{4})-0?(\d+)-0?(\d+)$/

/** The notice in force, for everybody; the way out, for members. */
export default function Privacy() {
  const asked = useAsk('privacy.notice', {})
  const isMember = useSession(({ status }) => status === 'member')
  return (
    <Page title="隐私说明">
      <AskedView asked={asked} bones={[64, 120, 120, 120]} failed="隐私说明没有打开">
        {({ title, version, effectiveFrom, sections }) => (
          <Card>
            <View className="t22">{title}</View>
            <View className="t12 ink-3 top4">{`第 ${version} 版 · ${effectiveFrom.replace(ISO_DAY, '$1年$2月$3日')}起生效`}</View>
            {sections.map((section) => (
              <View key={section.title} className="top16">
                <View className="t15 bold">{section.title}</View>
                <View className="t14 ink-2 top4">{section.body}</View>
              </View>
            ))}
          </Card>
        )}
      </AskedView>
      {isMember ? <Leave /> : null}
    </Page>
  )
}
