import { Picker, Text, View } from '@tarojs/components'
import { useToday } from '../../kit/session'
import { Card } from '../../ui/block/card'
import { Icon } from '../../ui/icon/icon'
import { dateText, dateValue, dayOfValue } from './date-value'
import { FieldFoot } from './field-foot'
import { useProfile } from './use-profile'

const FIRST = 19_200_101
const PROPOSED = 19_950_101

export const Birthday = ({ birthday }: { birthday: number | null }) => {
  const today = useToday()
  const { busy, failure, save } = useProfile()
  return (
    <Card title="生日">
      <View className="t12 ink-3 top4">可以不填。存下后一年内不能改</View>
      <Picker
        mode="date"
        value={dateValue(birthday ?? PROPOSED)}
        start={dateValue(FIRST)}
        end={today === null ? undefined : dateValue(today)}
        onChange={({ detail }) => void save({ birthday: dayOfValue(detail.value) })}
      >
        <View className="field field-pick top12" role="button" aria-label="选生日">
          <Text className={birthday === null ? 'ink-3' : ''}>
            {birthday === null ? '点这里选' : dateText(birthday)}
          </Text>
          <Icon name="down" size={16} bold />
        </View>
      </Picker>
      <FieldFoot
        failure={failure}
        clear={birthday === null ? null : '清掉生日'}
        busy={busy}
        onClear={() => void save({ birthday: null })}
      />
    </Card>
  )
}
