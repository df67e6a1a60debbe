import type { Output } from '@huitou/shared/api'
import { faultOfAnswers } from '@huitou/shared/kit/asked-rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { paragraphOf } from '../../ui/field/area'
import { Consent, ConsentHint } from '../../ui/field/consent'
import { Btn } from '../../ui/press/btn'
import { Question } from './question'

type Survey = Output<'survey.show'>['survey']

const trimmed = (answers: readonly string[][]) =>
  answers.map((given) => given.map(paragraphOf).filter((one) => one !== ''))

/** What was chosen and typed so far, and where the first answer stands that will not do. */
function useAnswers({ questions, surveyId }: Survey, onAnswered: () => void) {
  const [answers, setAnswers] = useState<string[][]>(() => questions.map(() => []))
  const [fault, setFault] = useState<number | null>(null)
  const { busy, failure, run } = useSend('survey.answer')
  const given = trimmed(answers)

  const change = (at: number, now: string[]) => {
    setAnswers((before) => before.map((one, index) => (index === at ? now : one)))
    setFault((before) => (before === at ? null : before))
  }
  const submit = async (agreed: boolean) => {
    const wrong = faultOfAnswers(questions, given)
    setFault(wrong)
    if (wrong !== null || !agreed) return
    if ((await run({ surveyId, answers: given, agreed })) !== null) onAnswered()
  }
  return { answers, fault, busy, failure, change, submit, done: given.filter((one) => one.length > 0).length }
}

type EndProps = { progress: string; busy: boolean; refused: string | null; onSubmit: (agreed: boolean) => void }

/** Consent stands unticked; pressing without it points at the box. */
const FormEnd = ({ progress, busy, refused, onSubmit }: EndProps) => {
  const [agreed, setAgreed] = useState(false)
  const [missed, setMissed] = useState(0)
  const toggle = () => setAgreed((before) => !before)
  const press = () => {
    if (!agreed) setMissed((before) => before + 1)
    onSubmit(agreed)
  }
  return (
    <Card>
      <Consent label="同意回答这样用" agreed={agreed} missed={missed} onToggle={toggle}>
        <Text onClick={toggle}>
          回答只用来改进店里的服务，加密保存，问卷结束 365 天后删掉；选择会影响店里给你的标签。
        </Text>
      </Consent>
      <ConsentHint words={missed > 0 && !agreed ? '请先看一眼并勾选' : refused} />
      <Btn className="top12" size="large" label="交上去" busy={busy} onPress={press} />
      <View className="t12 ink-3 top8 center">{progress}</View>
    </Card>
  )
}

export const SurveyForm = ({ survey, onAnswered }: { survey: Survey; onAnswered: () => void }) => {
  const { questions } = survey
  const { answers, fault, busy, failure, change, submit, done } = useAnswers(survey, onAnswered)
  return (
    <View>
      {questions.map((question, at) => (
        <Question
          key={question.label}
          question={question}
          at={at}
          given={answers[at] ?? []}
          fault={fault === at}
          onChange={(given) => change(at, given)}
        />
      ))}
      <FormEnd
        progress={`答了 ${done} 题，共 ${questions.length} 题`}
        busy={busy}
        refused={failure?.detail ?? null}
        onSubmit={(agreed) => void submit(agreed)}
      />
    </View>
  )
}
