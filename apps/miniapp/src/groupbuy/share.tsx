import { Button } from '@tarojs/components'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { useEffect } from 'react'
import { send } from '../kit/call/call'
import { device } from '../kit/device/device'
import { Btn, BtnFace, btnClass } from '../ui/press/btn'

type ShareProps = { scene: string; title: string; missing: number; priceText: string }

const CALL = { label: '喊朋友来拼', size: 'large', icon: 'chat' } as const

/** A card that stays as it was sent is still a card: without WeChat's id nothing is said. */
const changeCard = async (scene: string) => {
  try {
    const { activityId, members, places } = await send('groupbuy.card', { scene })
    if (activityId !== null) device.changingCard({ activityId, members, places })
  } catch (thrown) {
    console.warn('the card will not change', thrown)
  }
}

/** The card of a team: whoever opens it sees who is missing. Sending it gives nothing, and nothing waits for it (R29). */
export const Share = ({ scene, title, missing, priceText }: ShareProps) => {
  const path = `/groupbuy/team/index?scene=${encodeURIComponent(scene)}`
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') void changeCard(scene)
  }, [scene])
  useShareAppMessage(() => ({ title: `还差 ${missing} 人，${priceText} 元一起拼「${title}」`, path }))
  if (process.env.TARO_ENV === 'h5')
    return (
      <Btn
        {...CALL}
        label="复制链接喊朋友"
        onPress={() => void Taro.setClipboardData({ data: `${location.origin}${location.pathname}#${path}` })}
      />
    )
  return (
    <Button className={btnClass(CALL)} openType="share">
      <BtnFace {...CALL} />
    </Button>
  )
}
