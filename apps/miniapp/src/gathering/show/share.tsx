import type { ShownGathering } from '@huitou/shared/gathering/contract'
import { Button, View } from '@tarojs/components'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { Btn, BtnFace, btnClass } from '../../ui/press/btn'
import { isComing, shareTitle } from '../words'

const CALL = { label: '叫朋友一起来', kind: 'line', size: 'medium', icon: 'chat' } as const

/** The card of a gathering: what and when. Sending it gives nothing, and nothing waits for it (R29). */
export const Share = ({ gathering }: { gathering: ShownGathering }) => {
  const path = `/gathering/show/index?gatheringId=${gathering.gatheringId}`
  useShareAppMessage(() => ({ title: shareTitle(gathering), path }))
  if (!isComing(gathering.state)) return null
  return (
    <View className="top12">
      {process.env.TARO_ENV === 'h5' ? (
        <Btn
          {...CALL}
          label="复制链接叫朋友"
          onPress={() => void Taro.setClipboardData({ data: `${location.origin}${location.pathname}#${path}` })}
        />
      ) : (
        <Button className={btnClass(CALL)} openType="share">
          <BtnFace {...CALL} />
        </Button>
      )}
    </View>
  )
}
