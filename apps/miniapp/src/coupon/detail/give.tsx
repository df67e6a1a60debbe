import type { Output } from '@huitou/shared/api'
import { Button, View } from '@tarojs/components'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { useFailureSaid } from '../../features/asked/use-failure-said'
import { useToday } from '../../kit/session'
import { momentText } from '../../kit/time'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Note } from '../../ui/block/note'
import { Btn, BtnFace, btnClass } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'

type Gift = NonNullable<Output<'coupon.myGift'>['gift']>
type Props = { couponId: string; name: string; usable: boolean; onChanged: () => Promise<void> }

/** Passing a coupon on: wrapped for a day, taken by the first friend who opens the card, back by itself when nobody does. */
export const Give = ({ couponId, name, usable, onChanged }: Props) => {
  const asked = useAsk('coupon.myGift', { couponId })
  const [asking, setAsking] = useState(false)
  const { busy, failure, run } = useSend('coupon.give')
  useFailureSaid(failure)
  const gift = asked.data?.gift ?? null
  const give = async () => {
    const given = await run({ couponId })
    setAsking(false)
    if (!given) return
    asked.replace({ gift: given.gift, giftable: true })
    await onChanged()
  }
  const unwrapped = async () => {
    asked.replace({ gift: null, giftable: true })
    await onChanged()
  }
  if (gift) return <Wrapped gift={gift} name={name} onUnwrapped={unwrapped} />
  if (!usable || !asked.data?.giftable) return null
  return (
    <View className="top12">
      <Btn label="送给朋友" kind="line" size="medium" onPress={() => setAsking(true)} />
      <Sheet title="送给朋友" open={asking} onClose={() => setAsking(false)}>
        <View className="t15 ink-2">
          券会包起来等朋友来拿，这期间你自己用不了。一天内没人收下，它会自己回到你的卡包，有效期不变。
        </View>
        <View className="top16">
          <Btn label="包起来" size="large" busy={busy} onPress={() => void give()} />
        </View>
      </Sheet>
    </View>
  )
}

const SEND = { label: '发给朋友', size: 'large', icon: 'chat' } as const

/** It waits: the card to send, and the way back. */
const Wrapped = ({ gift, name, onUnwrapped }: { gift: Gift; name: string; onUnwrapped: () => Promise<void> }) => {
  const today = useToday()
  const { busy, failure, run } = useSend('coupon.takeBackGift')
  useFailureSaid(failure)
  const path = `/coupon/gift/index?scene=${encodeURIComponent(gift.scene)}`
  useShareAppMessage(() => ({ title: `送你一张「${name}」，点开就能收下`, path }))
  const takeBack = async () => {
    const done = await run({ giftId: gift.id })
    if (done) await onUnwrapped()
  }
  return (
    <View className="top12">
      <Note icon="gift">
        已经包好，等朋友来拿。{today === null ? '' : `${momentText(gift.endsAt, today)} 前`}没人收下，会自己回到卡包。
      </Note>
      <View className="top12">
        {process.env.TARO_ENV === 'h5' ? (
          <Btn
            label="复制链接发给朋友"
            size="large"
            onPress={() => void Taro.setClipboardData({ data: `${location.origin}${location.pathname}#${path}` })}
          />
        ) : (
          <Button className={btnClass(SEND)} openType="share">
            <BtnFace {...SEND} />
          </Button>
        )}
      </View>
      <View className="top12">
        <Btn label="不送了，收回" kind="line" size="medium" busy={busy} onPress={() => void takeBack()} />
      </View>
    </View>
  )
}
