import type { Preferences } from '@huitou/shared/notify/contract'
import type { Quiet } from '@huitou/shared/notify/prefer-rules'
import { Picker, Text, View } from '@tarojs/components'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Icon } from '../../ui/icon/icon'
import { Btn } from '../../ui/press/btn'
import type { Saving } from './use-preferences'
import { clockText, HALF_HOURS, quietText } from './words'

const CLOCKS = HALF_HOURS.map(clockText)

type TimeProps = { label: string; minutes: number; onPick: (minutes: number) => void }

const Time = ({ label, minutes, onPick }: TimeProps) => (
  <Picker
    className="grow"
    mode="selector"
    range={CLOCKS}
    value={HALF_HOURS.indexOf(minutes)}
    onChange={({ detail }) => onPick(HALF_HOURS[Number(detail.value)] ?? minutes)}
  >
    <View className="field field-pick" role="button" aria-label={`${label}，现在 ${clockText(minutes)}`}>
      <Text>
        {label} {clockText(minutes)}
      </Text>
      <Icon name="down" size={16} bold />
    </View>
  </Picker>
)

const Own = ({ quiet, saving }: { quiet: Quiet; saving: Saving }) => (
  <View className="row gap12 top12">
    <Time label="从" minutes={quiet.from} onPick={(from) => void saving.save({ quiet: { ...quiet, from } })} />
    <Time label="到" minutes={quiet.until} onPick={(until) => void saving.save({ quiet: { ...quiet, until } })} />
  </View>
)

/** When WeChat is not to say anything: what comes then waits. */
export const QuietCard = ({ data: { quiet, shopQuiet }, saving }: { data: Preferences; saving: Saving }) => (
  <Card title="别打扰的时段">
    <RowItem
      icon="clock"
      title={quietText(quiet ?? shopQuiet)}
      note={quiet === null ? '店里定的。这段时间的消息，过后再用微信说' : '我自己定的。起止一样就是不设'}
      end={
        <Btn
          kind={quiet === null ? 'soft' : 'line'}
          size="small"
          label={quiet === null ? '自己定' : '跟店里一样'}
          disabled={saving.busy}
          onPress={() => void saving.save({ quiet: quiet === null ? shopQuiet : null })}
        />
      }
    />
    {quiet === null ? null : <Own quiet={quiet} saving={saving} />}
  </Card>
)
