import type { Output } from '@huitou/shared/api'
import { Text, View } from '@tarojs/components'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { IconBlock } from '../../ui/block/icon-block'
import type { IconName } from '../../ui/icon/names'
import './rule-group.scss'

type Group = Output<'earning.guide'>['groups'][number]

const ICON_OF: Record<Group['id'], IconName> = {
  spend: 'receipt',
  checkin: 'calendar',
  activity: 'gift',
  growth: 'crown',
}

/** The rules of one kind, each as the sentence that the rule itself makes. */
export const RuleGroup = ({ group: { id, zh, rules } }: { group: Group }) =>
  rules.length === 0 ? null : (
    <Card>
      <View className="row gap8">
        <IconBlock name={ICON_OF[id]} tone="brand" />
        <Text className="t17">{zh}</Text>
      </View>
      {rules.map(({ title, words, campaign }) => (
        <View key={`${title}${words.zh}`} className="guide-rule">
          <View className="row between gap8">
            <Text className="t15 bold">{title}</Text>
            {campaign === null ? null : <Chip text="限时活动" tone="warn" icon="clock" />}
          </View>
          <View className="t14 ink-2 top4">{words.zh}</View>
        </View>
      ))}
    </Card>
  )
