import type { Verification } from '@huitou/shared/counter/contract'
import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'
import { FilterChip } from '../../ui/block/chip'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { FailureNote } from '../counter/failure-note'
import { Field } from '../counter/field'
import './undo-sheet.scss'

const REASONS = ['扫错了券', '客人改主意了', '金额没到门槛', '重复核销']
const OTHER = '别的原因'
const REASON_MAX = 60

type Props = {
  /** Null while nothing is to be undone. */
  verification: Verification | null
  onClose: () => void
  onUndone: (verification: Verification) => void
}

/** Taking a verification back: why, then one button. */
export const UndoSheet = ({ verification, onClose, onUndone }: Props) => {
  // The form stays while the sheet leaves.
  const last = useRef(verification)
  if (verification) last.current = verification
  const shown = last.current
  return (
    <Sheet title="撤销这笔核销" open={verification !== null} onClose={onClose}>
      {shown ? <Form key={shown.id} verification={shown} onUndone={onUndone} /> : null}
    </Sheet>
  )
}

const Reasons = ({ picked, onPick }: { picked: string; onPick: (text: string) => void }) => (
  <View className="choices undo-reasons">
    {[...REASONS, OTHER].map((text) => (
      <FilterChip key={text} text={text} on={text === picked} onPress={() => onPick(text)} />
    ))}
  </View>
)

type FormProps = { verification: Verification; onUndone: (verification: Verification) => void }

const Form = ({ verification, onUndone }: FormProps) => {
  const [picked, setPicked] = useState('')
  const [typed, setTyped] = useState('')
  const { busy, failure, run } = useSend('counter.undo')
  const reason = picked === OTHER ? typed.trim() : picked
  const lacking = picked === OTHER ? '写一句原因' : '先选一个原因'

  const undo = async () => {
    const done = await run({ verificationId: verification.id, reason })
    device.vibrate(done ? 'done' : 'refused')
    if (done) onUndone(done.verification)
  }

  return (
    <View>
      <View className="t15 bold">
        {verification.couponName} · {verification.memberName}
      </View>
      <View className="t14 ink-2 top4">撤销后券回到客人卡包，有效期不变。</View>
      <View className="t14 ink-2 top16">为什么撤销</View>
      <Reasons picked={picked} onPick={setPicked} />
      {picked === OTHER ? (
        <Field label="撤销原因" placeholder="写一句，店长看得到" max={REASON_MAX} value={typed} onChange={setTyped} />
      ) : null}
      <FailureNote failure={failure} />
      <View className="top16">
        <Btn label="撤销这笔核销" size="large" busy={busy} disabled={reason === ''} onPress={() => void undo()} />
      </View>
      <View className="t12 ink-3 center top8">{reason === '' ? lacking : '会记在今天的记录里'}</View>
    </View>
  )
}
