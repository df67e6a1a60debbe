import { Button } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Btn, BtnFace, btnClass } from '../../ui/press/btn'

const CALL = { label: '邀请朋友进群', size: 'large', icon: 'chat' } as const

/** Where a card leads: to this page, through whoever sends it. */
export const cardPath = (pageId: string, scene: string | null) =>
  `/invite/group/index?pageId=${pageId}${scene === null ? '' : `&scene=${encodeURIComponent(scene)}`}`

/** Sending it gives nothing, and nothing waits for it (R29). */
export const ShareGroup = ({ path }: { path: string }) =>
  process.env.TARO_ENV === 'h5' ? (
    <Btn
      {...CALL}
      label="复制链接，发给朋友"
      onPress={() => void Taro.setClipboardData({ data: `${location.origin}${location.pathname}#${path}` })}
    />
  ) : (
    <Button className={btnClass(CALL)} openType="share">
      <BtnFace {...CALL} />
    </Button>
  )
