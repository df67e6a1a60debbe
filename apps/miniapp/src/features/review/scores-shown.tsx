import type { Scores } from '@huitou/shared/review/schema'
import { View } from '@tarojs/components'
import { StarsShown } from '../../ui/stars/stars'
import './scores-shown.scss'

/** What was given for each thing that was asked about. */
export const ScoresShown = ({ scores }: { scores: Scores }) => (
  <View className="scores">
    {scores.map(({ aspect, score }) => (
      <View key={aspect} className="row gap8">
        <View className="t14 ink-2">{aspect}</View>
        <StarsShown label={aspect} score={score} />
      </View>
    ))}
  </View>
)
