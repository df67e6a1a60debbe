import type { FriendCard } from '@huitou/shared/referral/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useSend } from '../kit/use-send'
import { Field } from '../ui/field/field'
import { Btn } from '../ui/press/btn'
import { Sheet } from '../ui/sheet/sheet'
import { say } from '../ui/toast'

const WORDS_MAX = 200

type AppealSheetProps = { friend: FriendCard | null; onClose: () => void; onSent: () => Promise<void> }

/** Says once why a friend should count; a person of the shop reads it. */
export const AppealSheet = ({ friend, onClose, onSent }: AppealSheetProps) => {
  const [words, setWords] = useState('')
  const { busy, failure, run } = useSend('referral.appeal')
  const send = async () => {
    const text = words.trim()
    if (friend === null || text === '') return
    if ((await run({ referralId: friend.id, words: text })) === null) return
    say('已交给店里，看过就告诉你')
    setWords('')
    onClose()
    await onSent()
  }
  const off = words.trim() === ''
  return (
    <Sheet
      title="申诉一次"
      open={friend !== null}
      onClose={onClose}
      footer={<Btn size="large" label="交给店里看" busy={busy} disabled={off} onPress={() => void send()} />}
    >
      <View className="t14 ink-2">{friend?.words ?? ''}</View>
      <View className="t14 top12">
        说说这位朋友的情况，比如“是我妹妹，用的我的旧手机”。店里的人会看，每位朋友可以申诉一次。
      </View>
      <View className="top12">
        <Field label="申诉的话" placeholder="写在这里" max={WORDS_MAX} value={words} onChange={setWords} />
      </View>
      {failure ? <View className="t12 ink-danger top8">{failure.detail}</View> : null}
    </Sheet>
  )
}
