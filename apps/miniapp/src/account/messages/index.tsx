import type { Preferences } from '@huitou/shared/notify/contract'
import { View } from '@tarojs/components'
import { AskedView } from '../../features/asked/asked-view'
import { useFailureSaid } from '../../features/asked/use-failure-said'
import { MemberOnly } from '../../features/joining/member-only'
import { device } from '../../kit/device/device'
import { useAsk } from '../../kit/use-ask'
import { Note } from '../../ui/block/note'
import { Page } from '../../ui/page/page'
import { CheckInCard } from './check-in-card'
import { QuietCard } from './quiet-card'
import { TopicCard } from './topic-card'
import { usePreferences } from './use-preferences'
import { groupsOf } from './words'

const BONES = [120, 200, 220, 220] as const

type SettingsProps = { data: Preferences; onSaved: (data: Preferences) => void; onAllowed: () => void }

const Settings = (props: SettingsProps) => {
  const { data } = props
  const saving = usePreferences(props)
  // Whoever presses far down does not see what stands at the top.
  useFailureSaid(saving.failure)
  return (
    <View>
      {saving.failure ? <View className="t12 ink-danger">{saving.failure.detail}</View> : null}
      <QuietCard data={data} saving={saving} />
      <CheckInCard streakWarning={data.streakWarning} saving={saving} />
      {groupsOf(data.topics).map(({ title, topics }) => (
        <TopicCard key={title} title={title} topics={topics} saving={saving} />
      ))}
      <Note>
        {device.hasMessages
          ? '消息都在小程序里。微信里每点一次允许，微信就多说一次；不允许也不少一分积分、一张券'
          : '消息都在小程序里。在微信里打开，可以让微信也说'}
      </Note>
    </View>
  )
}

const Loaded = () => {
  const asked = useAsk('notify.preferences', {})
  return (
    <AskedView asked={asked} bones={BONES} failed="消息设置没有取到">
      {(data) => <Settings data={data} onSaved={asked.replace} onAllowed={() => void asked.reload()} />}
    </AskedView>
  )
}

export default function MessagesPage() {
  return (
    <Page title="消息设置">
      <MemberOnly bones={BONES} title="加入会员，有事告诉你" text="哪些要微信也说，由你定">
        <Loaded />
      </MemberOnly>
    </Page>
  )
}
