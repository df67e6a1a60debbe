import { Image, View } from '@tarojs/components'
import { useCallback, useEffect, useState } from 'react'
import { useSend } from '../../kit/use-send'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { Skeleton } from '../../ui/state/skeleton'
import '../invite.scss'

/** One's own code, for somebody who stands there; WeChat draws it when it is first asked for. */
export const CodeSheet = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const { failure, run } = useSend('distribution.code')
  const [image, setImage] = useState<string | null>(null)
  const draw = useCallback(() => run({}).then((drawn) => setImage(drawn?.image ?? null)), [run])
  // What was drawn stays: the code is the same for ever.
  useEffect(() => {
    if (open && image === null) void draw()
  }, [open, image, draw])
  const again = <Btn size="large" label="再取一次码" onPress={() => void draw()} />
  return (
    <Sheet title="我的推荐码" open={open} onClose={onClose} footer={failure === null ? null : again}>
      {image !== null ? (
        <Image className="invite-code" src={image} showMenuByLongpress aria-label="推荐码图片" />
      ) : failure === null ? (
        <Skeleton heights={[220]} />
      ) : (
        <View className="t14 ink-2 center top12">{failure.detail}</View>
      )}
      <View className="t14 ink-2 center top12">请对方用微信扫。扫了会看到：他消费，店里会付你佣金</View>
    </Sheet>
  )
}
