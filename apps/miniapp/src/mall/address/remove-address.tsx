import { View } from '@tarojs/components'
import { useState } from 'react'
import { goBack } from '../../kit/navigate'
import { useSend } from '../../kit/use-send'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { say } from '../../ui/toast'

/** Deletes an address, after asking. */
export const RemoveAddress = ({ addressId }: { addressId: string }) => {
  const { busy, failure, run } = useSend('mall.removeAddress')
  const [open, setOpen] = useState(false)
  const remove = async () => {
    if ((await run({ addressId })) === null) return
    say('地址删掉了')
    await goBack()
  }
  return (
    <View className="top12">
      <Btn kind="line" size="medium" label="删掉这个地址" onPress={() => setOpen(true)} />
      <Sheet
        title="要删掉吗"
        open={open}
        onClose={() => setOpen(false)}
        footer={<Btn size="large" kind="line" label="确定删掉" busy={busy} onPress={() => void remove()} />}
      >
        <View className="t14 ink-2">删掉后就不能再寄到这里。已经下的单照旧寄。</View>
        {failure ? <View className="t12 ink-danger top8">{failure.detail}</View> : null}
      </Sheet>
    </View>
  )
}
