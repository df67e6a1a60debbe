import type { Preferences } from '@huitou/shared/notify/contract'
import { device } from '../../kit/device/device'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'
import type { Saving } from './use-preferences'
import { askableOf, wayText } from './words'

type Topic = Preferences['topics'][number]

const TopicRow = ({ topic, saving }: { topic: Topic; saving: Saving }) => {
  const { wechat, templateId, label } = topic
  const toggle = () => {
    if (!wechat && templateId !== null) saving.allow([templateId])
    const others = saving.appOnly.filter((one) => one !== topic.topic)
    void saving.save({ appOnly: wechat ? [...others, topic.topic] : others })
  }
  return (
    <RowItem
      title={label}
      note={wayText(topic, device.hasMessages)}
      end={
        templateId === null ? null : (
          <Btn
            kind={wechat ? 'line' : 'soft'}
            size="small"
            label={wechat ? '不用微信说' : '微信也说'}
            disabled={saving.busy}
            onPress={toggle}
          />
        )
      }
    />
  )
}

/** Topics that belong together; one tap asks WeChat for those of them that are wanted. */
export const TopicCard = ({ title, topics, saving }: { title: string; topics: readonly Topic[]; saving: Saving }) => {
  const askable = device.hasMessages ? askableOf(topics) : []
  const more = askable.length > 0 ? { text: '让微信多说一次', onPress: () => saving.allow(askable) } : undefined
  return (
    <Card title={title} {...(more && { more })}>
      {topics.map((topic) => (
        <TopicRow key={topic.topic} topic={topic} saving={saving} />
      ))}
    </Card>
  )
}
