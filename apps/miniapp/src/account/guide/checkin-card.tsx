import type { Output } from '@huitou/shared/api'
import { Text, View } from '@tarojs/components'
import { openPage } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { IconBlock } from '../../ui/block/icon-block'
import { Btn } from '../../ui/press/btn'
import { checkinLines } from './checkin-lines'
import './rule-group.scss'

const Lines = ({ status }: { status: Output<'checkin.status'> }) => (
  <>
    {checkinLines(status).map(({ title, text }) => (
      <View key={title} className="guide-rule">
        <View className="t15 bold">{title}</View>
        <View className="t14 ink-2 top4">{text}</View>
      </View>
    ))}
  </>
)

/** What checking in gives, from the plan that holds for this member today. Nothing while that is not known. */
export const CheckinCard = () => {
  const status = useAsk('checkin.status', {})
  if (status.data === null) return null
  return (
    <Card>
      <View className="row gap8">
        <IconBlock name="calendar" tone="brand" />
        <Text className="t17">签到</Text>
      </View>
      <Lines status={status.data} />
      <Btn kind="soft" size="medium" label="去签到" onPress={() => void openPage('pages/checkin/index')} />
    </Card>
  )
}
