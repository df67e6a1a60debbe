import { View } from '@tarojs/components'
import { useState } from 'react'
import { forgetSession } from '../../kit/call/login'
import { openPage } from '../../kit/navigate'
import { pointsText } from '../../kit/number'
import { refreshSession } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { say } from '../../ui/toast'

/** What ends, in the member's own numbers. */
const WhatEnds = () => {
  const balance = useAsk('points.balance', {})
  const coupons = useAsk('coupon.list', { tab: 'unused' })
  return (
    <View>
      <KV
        name="积分"
        value={balance.data ? `${pointsText(balance.data.available)} 积分作废` : '全部作废'}
        strong="plain"
      />
      <KV name="没用的券" value={coupons.data ? `${coupons.data.counts.unused} 张作废` : '全部作废'} strong="plain" />
      <KV name="等级和成长值" value="清零" strong="plain" />
      <KV name="昵称、生日、手机号" value="删除" strong="plain" />
      <KV name="积分流水" value="去掉姓名后留存，备查账" />
      <Note tone="warn" icon="alert">
        退会后不能恢复。以后可以重新加入，从零开始。
      </Note>
    </View>
  )
}

export const Leave = () => {
  const [open, setOpen] = useState(false)
  const { busy, failure, run } = useSend('privacy.leave')
  const leave = async () => {
    const answer = await run({ confirmed: true })
    if (answer === null) return
    setOpen(false)
    forgetSession()
    await refreshSession()
    await openPage('pages/home/index')
    say(`已退会，${pointsText(answer.pointsGivenUp)} 积分已作废`)
  }
  const footer = (
    <View>
      {failure ? <View className="t12 ink-danger center">{failure.detail}</View> : null}
      <Btn label="先不退了" onPress={() => setOpen(false)} />
      <Btn className="top12" kind="line" label="确认退会，以上作废" busy={busy} onPress={() => void leave()} />
    </View>
  )
  return (
    <Card title="不想再用了">
      <View className="t14 ink-2 top8">随时可以退会。退会前会告诉你哪些东西会作废。</View>
      <Btn className="top12" kind="line" size="medium" label="退会" onPress={() => setOpen(true)} />
      <Sheet title="退会以后" open={open} onClose={() => setOpen(false)} footer={footer}>
        <WhatEnds />
      </Sheet>
    </Card>
  )
}
