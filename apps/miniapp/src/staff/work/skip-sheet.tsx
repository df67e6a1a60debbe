import type { WorkItem } from '@huitou/shared/worklist/contract'
import { View } from '@tarojs/components'
import { useRef } from 'react'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { Reasons, useReason } from '../act/undo-sheet'
import { FailureNote } from '../counter/failure-note'

const WHY = ['群里刚发过', '今天休息', '东西没准备好', '客人不需要']

type SkipProps = { item: WorkItem | null; onClose: () => void; onSkipped: () => void }

/** Leaving something out today takes a reason, which the manager sees. */
export const SkipSheet = ({ item, onClose, onSkipped }: SkipProps) => {
  // The form stays while the sheet leaves.
  const last = useRef(item)
  if (item) last.current = item
  const shown = last.current
  return (
    <Sheet title="今天不做" open={item !== null} onClose={onClose}>
      {shown ? <Form key={shown.id} item={shown} onSkipped={onSkipped} /> : null}
    </Sheet>
  )
}

const Form = ({ item, onSkipped }: { item: WorkItem; onSkipped: () => void }) => {
  const reason = useReason()
  const { busy, failure, run } = useSend('worklist.skip')
  const skip = async () => {
    const done = await run({ itemId: item.id, reason: reason.text })
    device.vibrate(done ? 'done' : 'refused')
    if (done) onSkipped()
  }
  return (
    <View>
      <View className="t15 bold">{item.title}</View>
      <View className="t14 ink-2 top16">为什么</View>
      <Reasons reasons={WHY} picked={reason.picked} onPick={reason.setPicked} />
      {reason.field}
      <FailureNote failure={failure} />
      <View className="top16">
        <Btn label="今天不做" size="large" busy={busy} disabled={reason.text === ''} onPress={() => void skip()} />
      </View>
      <View className="t12 ink-3 center top8">{reason.text === '' ? reason.lacking : '十分钟内可以撤销'}</View>
    </View>
  )
}
