import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { device } from '../../kit/device/device'
import { FilterChip } from '../../ui/block/chip'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { FailureNote } from '../counter/failure-note'
import { Field } from '../../ui/field/field'
import { useUndo, type Undoable } from './use-undo'
import './undo-sheet.scss'

const OTHER = '别的原因'
const REASON_MAX = 60

const WORDS: Partial<Record<Undoable['kind'], { title: string; after: string; reasons: string[] }>> = {
  verification: {
    title: '撤销这笔核销',
    after: '撤销后券回到客人卡包，有效期不变。',
    reasons: ['扫错了券', '客人改主意了', '金额没到门槛', '重复核销'],
  },
  pickup: {
    title: '撤销这次取货',
    after: '撤销后订单回到待取货，货请收回柜台。',
    reasons: ['拿错了货', '客人改主意了', '点错了'],
  },
  slip: {
    title: '撤销这张小票码',
    after: '撤销后客人就不能再用它领积分了。',
    reasons: ['金额打错了', '客人不要了', '重复开了'],
  },
  admission: {
    title: '撤销这次入场',
    after: '撤销后这位客人算没到场，到场礼一起收回。',
    reasons: ['扫错了人', '客人没进场', '点错了场次'],
  },
}

type Props = {
  /** Null while nothing is to be undone. */
  act: Undoable | null
  onClose: () => void
  onUndone: (reason: string) => void
}

/** Taking something back: why, then one button. */
export const UndoSheet = ({ act, onClose, onUndone }: Props) => {
  // The form stays while the sheet leaves.
  const last = useRef(act)
  if (act) last.current = act
  const shown = last.current
  return (
    <Sheet title={WORDS[shown?.kind ?? 'verification']?.title ?? '撤销'} open={act !== null} onClose={onClose}>
      {shown ? <Form key={`${shown.kind} ${shown.subjectId}`} act={shown} onUndone={onUndone} /> : null}
    </Sheet>
  )
}

export const Reasons = ({
  reasons,
  picked,
  onPick,
}: {
  reasons: readonly string[]
  picked: string
  onPick: (text: string) => void
}) => (
  <View className="choices undo-reasons">
    {[...reasons, OTHER].map((text) => (
      <FilterChip key={text} text={text} on={text === picked} onPress={() => onPick(text)} />
    ))}
  </View>
)

/** A reason, picked or written. `text` is empty while there is none. */
export const useReason = () => {
  const [picked, setPicked] = useState('')
  const [typed, setTyped] = useState('')
  const own = picked === OTHER
  return {
    picked,
    setPicked,
    text: own ? typed.trim() : picked,
    field: own ? (
      <Field label="原因" placeholder="写一句，店长看得到" max={REASON_MAX} value={typed} onChange={setTyped} />
    ) : null,
    lacking: own ? '写一句原因' : '先选一个原因',
  }
}

const Form = ({ act, onUndone }: { act: Undoable; onUndone: (reason: string) => void }) => {
  const reason = useReason()
  const { busy, failure, run } = useUndo(act)
  const words = WORDS[act.kind]
  if (!words) return null
  const undo = async () => {
    const done = await run(reason.text)
    device.vibrate(done ? 'done' : 'refused')
    if (done) onUndone(reason.text)
  }
  return (
    <View>
      <View className="t15 bold">{[act.title, act.memberName].filter(Boolean).join(' · ')}</View>
      <View className="t14 ink-2 top4">{words.after}</View>
      <View className="t14 ink-2 top16">为什么</View>
      <Reasons reasons={words.reasons} picked={reason.picked} onPick={reason.setPicked} />
      {reason.field}
      <FailureNote failure={failure} />
      <View className="top16">
        <Btn label={words.title} size="large" busy={busy} disabled={reason.text === ''} onPress={() => void undo()} />
      </View>
      <View className="t12 ink-3 center top8">{reason.text === '' ? reason.lacking : '会记在今天的记录里'}</View>
    </View>
  )
}
