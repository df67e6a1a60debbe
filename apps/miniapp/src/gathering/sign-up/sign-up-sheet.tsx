import type { ShownGathering } from '@huitou/shared/gathering/contract'
import { ANSWERS_DAYS } from '@huitou/shared/gathering/rules'
import { Text, View } from '@tarojs/components'
import { Note } from '../../ui/block/note'
import { Consent, ConsentHint } from '../../ui/field/consent'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { say } from '../../ui/toast'
import { QuestionField } from './question-field'
import { useSignUp } from './use-sign-up'

const USE = `填的内容只给店里办这场活动和以后服务你用，${ANSWERS_DAYS} 天后删掉`

type SignUpSheetProps = {
  gathering: ShownGathering
  open: boolean
  onClose: () => void
  /** Reads the gathering again, whatever came of it. */
  onChanged: () => Promise<void>
}

type SigningUp = ReturnType<typeof useSignUp>

const hintOf = ({ faults, agreed, missed, failure }: SigningUp, asks: boolean) => {
  if (faults.length > 0) return `还有 ${faults.length} 题没答`
  if (asks && missed > 0 && !agreed) return '请先看一眼并勾选'
  return failure?.detail ?? null
}

const Foot = ({ signing, asks }: { signing: SigningUp; asks: boolean }) => (
  <View>
    {asks ? (
      <Consent label="同意填的内容这样用" agreed={signing.agreed} missed={signing.missed} onToggle={signing.toggle}>
        <Text onClick={signing.toggle}>{USE}</Text>
      </Consent>
    ) : null}
    <ConsentHint words={hintOf(signing, asks)} />
    <Btn className="top12" size="large" label="确认报名" busy={signing.busy} onPress={() => void signing.signUp()} />
  </View>
)

/** What the shop asks, what it is used for, and one button. */
export const SignUpSheet = ({ gathering, open, onClose, onChanged }: SignUpSheetProps) => {
  const { questions, title, when, where } = gathering
  const signing = useSignUp(gathering, async (taken) => {
    await onChanged()
    if (!taken) return
    onClose()
    say('报上了，到时候见')
  })
  return (
    <Sheet title="报名" open={open} onClose={onClose} footer={<Foot signing={signing} asks={questions.length > 0} />}>
      <View className="t15 bold">{title}</View>
      <View className="t12 ink-2 top4">{`${when} · ${where}`}</View>
      <View className="top12" />
      {questions.map((question, index) => (
        <QuestionField
          key={question.label}
          question={question}
          answer={signing.draft[index] ?? []}
          faulty={signing.faults.includes(index)}
          onAnswer={(answer) => signing.answer(index, answer)}
        />
      ))}
      {questions.length === 0 ? <Note icon="info">不用填什么，位子给你留着。来不了记得退票，让给别人</Note> : null}
    </Sheet>
  )
}
