import type { SurveyQuestion } from '@huitou/shared/survey/schema'
import { Text, View } from '@tarojs/components'
import { Card } from '../../ui/block/card'
import { FilterChip } from '../../ui/block/chip'
import { Area } from '../../ui/field/area'
import '../../ui/field/field.scss'

const TEXT_MAX = 200
const SCORES = ['1', '2', '3', '4', '5']

type Props = {
  question: SurveyQuestion
  at: number
  given: readonly string[]
  fault: boolean
  onChange: (given: string[]) => void
}

/** The one choice that must be made can be changed, not taken back. */
const chosenOf = ({ kind, required }: SurveyQuestion, given: readonly string[], pressed: string) => {
  const isOn = given.includes(pressed)
  if (kind === 'several') return isOn ? given.filter((one) => one !== pressed) : [...given, pressed]
  return isOn && !required ? [] : [pressed]
}

const Written = ({ question, given: [text = ''], onChange }: Props) => (
  <View className="top8">
    <Area
      label={question.label}
      placeholder="写两句就好"
      max={TEXT_MAX}
      value={text}
      onChange={(typed) => onChange(typed === '' ? [] : [typed])}
    />
    <View className="t12 ink-3 top4">{`${text.length} / ${TEXT_MAX}`}</View>
  </View>
)

const Chosen = ({ question, given, onChange }: Props) => (
  <View className="choices">
    {(question.kind === 'score' ? SCORES : question.options).map((option) => (
      <FilterChip
        key={option}
        text={option}
        on={given.includes(option)}
        onPress={() => onChange(chosenOf(question, given, option))}
      />
    ))}
  </View>
)

/** One question with what belongs to its kind; what is missing is said where it is. */
export const Question = (props: Props) => {
  const { question, at, fault } = props
  const hint = `${question.kind === 'several' ? '可以多选' : ''}${question.required ? '' : ' 可以不答'}`.trim()
  return (
    <Card>
      <View className="t15 bold">{`${at + 1}. ${question.label}`}</View>
      {hint === '' ? null : <View className="t12 ink-3 top4">{hint}</View>}
      {question.kind === 'text' ? <Written {...props} /> : <Chosen {...props} />}
      {question.ends === null ? null : (
        <View className="t12 ink-3">{`1 ${question.ends.low}，5 ${question.ends.high}`}</View>
      )}
      {fault ? (
        <View className="t12 ink-danger top4" role="alert">
          <Text>这道题还没答好</Text>
        </View>
      ) : null}
    </Card>
  )
}
