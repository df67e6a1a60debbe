import { Button } from '@tarojs/components'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { Btn, BtnFace, btnClass } from '../../ui/press/btn'

const CALL = { label: '推荐给朋友', size: 'large', icon: 'chat' } as const

/** Sending it gives nothing (R29): only what a customer buys counts. The card says nothing that is not so. */
export const Share = ({ scene }: { scene: string }) => {
  const path = `/invite/from/index?scene=${encodeURIComponent(scene)}`
  useShareAppMessage(() => ({ title: '我常去的店，推荐给你', path }))
  if (process.env.TARO_ENV === 'h5')
    return (
      <Btn
        {...CALL}
        label="复制链接"
        onPress={() => void Taro.setClipboardData({ data: `${location.origin}${location.pathname}#${path}` })}
      />
    )
  return (
    <Button className={btnClass(CALL)} openType="share">
      <BtnFace {...CALL} />
    </Button>
  )
}
