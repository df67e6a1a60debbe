import { Button, View } from '@tarojs/components'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { Btn, BtnFace, btnClass } from '../../ui/press/btn'
import { CodeSheet } from './code-sheet'
import '../invite.scss'

const CALL = { label: '推荐给朋友', size: 'large', icon: 'chat' } as const

/** Sending it gives nothing (R29): only what a customer buys counts. The card says nothing that is not so. */
export const Share = ({ scene }: { scene: string }) => {
  const [code, setCode] = useState(false)
  const path = `/invite/from/index?scene=${encodeURIComponent(scene)}`
  useShareAppMessage(() => ({ title: '我常去的店，推荐给你', path }))
  return (
    <View>
      <View className="invite-share">
        <Btn size="large" kind="line" label="出示我的码" onPress={() => setCode(true)} />
        {process.env.TARO_ENV === 'h5' ? (
          <Btn
            {...CALL}
            label="复制链接"
            onPress={() => void Taro.setClipboardData({ data: `${location.origin}${location.pathname}#${path}` })}
          />
        ) : (
          <Button className={btnClass(CALL)} openType="share">
            <BtnFace {...CALL} />
          </Button>
        )}
      </View>
      <CodeSheet open={code} onClose={() => setCode(false)} />
    </View>
  )
}
