import { Text, View } from '@tarojs/components'
import { AgainRow } from '../features/asked/again-row'
import { useFailureSaid } from '../features/asked/use-failure-said'
import { useAsk } from '../kit/use-ask'
import { useSend } from '../kit/use-send'
import { Card } from '../ui/block/card'
import { Chip } from '../ui/block/chip'
import { Press } from '../ui/press/press'
import './invite.scss'

/** Who brought most friends this month. Whoever does not want to be seen here is not. */
export const RankingCard = ({ onChanged }: { onChanged: () => Promise<void> }) => {
  const asked = useAsk('referral.ranking', {})
  const { failure, run } = useSend('referral.setRanking')
  useFailureSaid(failure)
  if (asked.data === null)
    return asked.failure ? (
      <Card title="本月邀请榜">
        <AgainRow what="榜单" asked={asked} />
      </Card>
    ) : null
  const { rows, shown } = asked.data
  const flip = async () => {
    if ((await run({ shown: !shown })) === null) return
    await Promise.all([asked.reload(), onChanged()])
  }
  return (
    <Card title="本月邀请榜">
      {rows.length === 0 ? <View className="t14 ink-3 top8">这个月还没有人上榜</View> : null}
      {rows.map(({ rank, name, friends, isYou }, index) => (
        <View key={`${rank}-${index}`} className="row between gap8 top8">
          <Text className="t14 ink-3">{rank}</Text>
          <View className="row gap8 grow">
            <Text className="t14">{name}</Text>
            {isYou ? <Chip text="你" tone="brand" /> : null}
          </View>
          <Text className="t14 ink-2">{`${friends} 位`}</Text>
        </View>
      ))}
      <Press
        className="invite-appeal t14 ink-3"
        label={shown ? '不在榜上显示我' : '在榜上显示我'}
        dim
        onPress={() => void flip()}
      >
        <Text>{shown ? '不在榜上显示我' : '在榜上显示我'}</Text>
      </Press>
    </Card>
  )
}
