import type { Question } from '@huitou/shared/gathering/schema'
import { Text, View } from '@tarojs/components'
import { FilterChip } from '../../ui/block/chip'
import { Field } from '../../ui/field/field'
import { afterTap } from './answers'
import './sign-up.scss'

const TEXT_MAX = 100

type QuestionFieldProps = {
  question: Question
  answer: readonly string[]
  faulty: boolean
  onAnswer: (answer: readonly string[]) => void
}

const Entry = ({ question, answer, onAnswer }: QuestionFieldProps) =>
  question.kind === 'text' ? (
    <View className="sign-up-field">
      <Field
        label={question.label}
        placeholder="写在这里"
        max={TEXT_MAX}
        value={answer[0] ?? ''}
        onChange={(text) => onAnswer([text])}
      />
    </View>
  ) : (
    <View className="choices">
      {question.options.map((option) => (
        <FilterChip
          key={option}
          text={option}
          on={answer.includes(option)}
          onPress={() => onAnswer(afterTap(question, answer, option))}
        />
      ))}
    </View>
  )

/** One question: to write, or to choose from. What is wrong with the answer stands beneath it. */
export const QuestionField = (props: QuestionFieldProps) => {
  const { label, kind, required } = props.question
  return (
    <View className="sign-up-question">
      <View className="row wrap gap8 items-baseline">
        <Text className="t15 bold">{label}</Text>
        {required ? <Text className="t12 ink-danger">必填</Text> : null}
        {kind === 'several' ? <Text className="t12 ink-3">可多选</Text> : null}
      </View>
      <Entry {...props} />
      {props.faulty ? (
        <View className="t12 ink-danger top4" role="alert">
          {kind === 'text' ? '这题还没写' : '这题还没选'}
        </View>
      ) : null}
    </View>
  )
}
