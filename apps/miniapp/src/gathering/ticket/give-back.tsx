import { View } from '@tarojs/components'
import { useState } from 'react'
import { useSend } from '../../kit/use-send'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { say } from '../../ui/toast'

type GiveBackProps = { ticketId: string; onChanged: () => Promise<void> }

/** Giving a ticket back is asked twice; what becomes of it stands in the question. */
export const GiveBack = ({ ticketId, onChanged }: GiveBackProps) => {
  const [open, setOpen] = useState(false)
  const { busy, failure, run } = useSend('gathering.withdraw')
  const giveBack = async () => {
    const given = await run({ ticketId })
    if (given) {
      setOpen(false)
      say('退掉了，位子让给别人')
    }
    await onChanged()
  }
  return (
    <View className="top12">
      <Btn kind="line" size="medium" label="来不了，退票" onPress={() => setOpen(true)} />
      <Sheet
        title="要退票吗"
        open={open}
        onClose={() => setOpen(false)}
        footer={
          <View className="col gap8">
            {failure ? <View className="t12 ink-danger center">{failure.detail}</View> : null}
            <Btn size="large" label="先不退" onPress={() => setOpen(false)} />
            <Btn size="large" kind="line" label="确定退票" busy={busy} onPress={() => void giveBack()} />
          </View>
        }
      >
        <View className="t14 ink-2">位子让给别人，你填的内容一起删掉。改主意了还能再报，只要还有位子。</View>
      </Sheet>
    </View>
  )
}
