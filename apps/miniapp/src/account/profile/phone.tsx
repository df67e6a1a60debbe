import { Button, View } from '@tarojs/components'
import { useState } from 'react'
import { phoneButton } from '../../kit/device/device'
import { useSession } from '../../kit/session'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { BtnFace, btnClass } from '../../ui/press/btn'
import { say } from '../../ui/toast'
import { FieldFoot } from './field-foot'

const REFUSED = '没有给手机号也没关系，签到、领券、用券都照常'

/** The one thing that needs WeChat's own button. A refusal is an answer like any other. */
export const Phone = ({ phoneMasked }: { phoneMasked: string | null }) => {
  const [refused, setRefused] = useState(false)
  const bind = useSend('member.bindPhone')
  const forget = useSend('member.forgetPhone')
  const busy = bind.busy || forget.busy

  const onCode = (code: string | null) => {
    setRefused(code === null)
    if (code === null) return
    void bind.run({ code }).then((answer) => {
      if (answer === null) return
      useSession.setState({ member: answer.member })
      say('手机号存好了')
    })
  }
  const onForget = async () => {
    const answer = await forget.run({})
    if (answer === null) return
    useSession.setState({ member: answer.member })
    say('手机号已删除')
  }
  const look = {
    label: phoneMasked === null ? '用微信手机号' : '换一个手机号',
    kind: 'soft',
    size: 'medium',
    busy,
  } as const

  return (
    <Card title="手机号">
      <View className="t12 ink-3 top4">
        {phoneMasked === null ? '只用来认出你，不打电话、不发短信' : '加密存着，店员只看得到打码的'}
      </View>
      {phoneMasked === null ? null : <View className="t15 bold top8">{phoneMasked}</View>}
      <Button className={`${btnClass(look)} top12`} {...phoneButton(onCode)}>
        <BtnFace {...look} />
      </Button>
      {refused ? <View className="t12 ink-3 top8">{REFUSED}</View> : null}
      <FieldFoot
        failure={bind.failure ?? forget.failure}
        clear={phoneMasked === null ? null : '删掉手机号'}
        busy={busy}
        onClear={() => void onForget()}
      />
    </Card>
  )
}
