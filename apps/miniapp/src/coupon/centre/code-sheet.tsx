import { View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '../../kit/navigate'
import { useSend } from '../../kit/use-send'
import { Note } from '../../ui/block/note'
import { Field } from '../../ui/field/field'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'

const CODE_MAX = 64

/** A code from a flyer or a friend, changed for its coupon. */
export const CodeSheet = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const [code, setCode] = useState('')
  const { busy, failure, run, clear } = useSend('coupon.redeemCode')
  const close = () => {
    clear()
    onClose()
  }
  const redeem = async () => {
    const got = await run({ code })
    if (!got) return
    setCode('')
    close()
    await openPage('coupon/detail/index', { couponId: got.couponId })
  }
  return (
    <Sheet title="输优惠码" open={open} onClose={close}>
      <Field
        label="优惠码"
        placeholder="传单或短信上的那串字"
        max={CODE_MAX}
        value={code}
        spaced
        onChange={(typed) => {
          clear()
          setCode(typed)
        }}
      />
      {failure ? (
        <View className="top12" role="alert">
          <Note icon="alert" tone="warn">
            {failure.detail}
          </Note>
        </View>
      ) : (
        <View className="t12 ink-3 top8">大小写、空格都不用管。一个码每人只能换一次</View>
      )}
      <View className="top16">
        <Btn label="换成券" size="large" busy={busy} disabled={code.trim() === ''} onPress={() => void redeem()} />
      </View>
    </Sheet>
  )
}
