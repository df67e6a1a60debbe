import type { Output } from '@huitou/shared/api'
import { Button, View } from '@tarojs/components'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { useBrand, useToday } from '../../kit/session'
import { momentText } from '../../kit/time'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { Page } from '../../ui/page/page'
import { Btn, BtnFace, btnClass } from '../../ui/press/btn'
import { MiniCode } from '../counter/mini-code'
import { spacedCode } from './invitation-code'
import './invite.scss'

type Props = { invitation: Output<'staff.invite'>; name: string; onAgain: () => void }

/** The code to pass on: as a card in a WeChat chat, or read aloud. */
export const InvitationCard = ({ invitation, name, onAgain }: Props) => {
  const brand = useBrand((known) => known.brand)
  const today = useToday()
  const { code, endsAt } = invitation
  useShareAppMessage(() => ({
    title: `${name}，来${brand?.name ?? '店里'}上岗`,
    path: `/staff/invite/index?code=${code}`,
  }))
  return (
    <Page title="邀请店员" footer={<PassOn code={code} />}>
      <Card className="center">
        <View className="t17">给 {name} 的邀请码</View>
        <View className="num n28 nowrap top16" aria-label={`邀请码 ${code.split('').join(' ')}`}>
          {spacedCode(code)}
        </View>
        <View className="t14 ink-2 top12">
          只能用一次{today === null ? '' : `，${momentText(endsAt, today)} 前有效`}
        </View>
        <CodeImage code={code} />
        <View className="t12 ink-3 top4">
          对方扫上面的码，或者打开小程序「我的 · 我是店员，有邀请码」，输入就能上岗
        </View>
      </Card>
      <View className="top12">
        <Btn label="再邀请一位" kind="line" size="medium" onPress={onAgain} />
      </View>
    </Page>
  )
}

/** For who stands beside: scanned with WeChat it opens the invitation. When WeChat does not draw it, the digits still work. */
const CodeImage = ({ code }: { code: string }) => {
  const { run } = useSend('staff.inviteImage')
  const [image, setImage] = useState<string | null>(null)
  useEffect(() => {
    void run({ code }).then((drawn) => setImage(drawn?.image ?? null))
  }, [code, run])
  return image ? <MiniCode image={image} name="邀请的小程序码" /> : null
}

const SEND = { label: '发给对方', size: 'large', icon: 'chat' } as const

/** Sharing needs WeChat's own button; a browser copies instead. */
const PassOn = ({ code }: { code: string }) =>
  process.env.TARO_ENV === 'h5' ? (
    <Btn label="复制邀请码" size="large" onPress={() => void Taro.setClipboardData({ data: code })} />
  ) : (
    <Button className={btnClass(SEND)} openType="share">
      <BtnFace {...SEND} />
    </Button>
  )
