import type { GiftCard } from '@huitou/shared/referral/contract'
import { Button, View } from '@tarojs/components'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { useCallback, useState } from 'react'
import { PosterSheet } from '../features/poster/poster-sheet'
import type { CallFailed } from '../kit/call/failure'
import { useSend } from '../kit/use-send'
import { Btn, BtnFace, btnClass } from '../ui/press/btn'
import './invite.scss'

const CALL = { label: '发给朋友', size: 'large', icon: 'chat' } as const
const pathOf = (scene: string) => `/invite/friend/index?scene=${encodeURIComponent(scene)}`

/** Drawn with one's own code, which comes from WeChat. */
const MyPoster = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const { failure, run } = useSend('referral.poster')
  const get = useCallback(async () => {
    const poster = await run({})
    return poster && { ...poster, foot: '来过才算数，规则见小程序内' }
  }, [run])
  return <PosterSheet {...{ open, onClose, get, failure }} />
}

type ShareProps = { friend: GiftCard; scene: string | null; failure: CallFailed | null; onAgain: () => void }

/** Without an address there is nothing to send: why, and once more. */
const NoScene = ({ failure, onAgain }: { failure: CallFailed; onAgain: () => void }) => (
  <View>
    <View className="t12 ink-2 center">{failure.detail}</View>
    <Btn className="top8" size="large" label="再试一次" onPress={onAgain} />
  </View>
)

/** Sending it gives nothing and nothing waits for it (R29): what counts is that the friend comes. */
export const Share = ({ friend, scene, failure, onAgain }: ShareProps) => {
  const [poster, setPoster] = useState(false)
  const path = scene === null ? '/pages/home/index' : pathOf(scene)
  useShareAppMessage(() => ({ title: `请你来店里坐坐，第一次来有${friend.words}`, path }))
  if (scene === null && failure) return <NoScene failure={failure} onAgain={onAgain} />
  return (
    <View>
      <View className="invite-share">
        <Btn size="large" kind="line" label="生成海报" onPress={() => setPoster(true)} />
        {process.env.TARO_ENV === 'h5' ? (
          <Btn
            {...CALL}
            label="复制链接"
            disabled={scene === null}
            onPress={() => void Taro.setClipboardData({ data: `${location.origin}${location.pathname}#${path}` })}
          />
        ) : (
          <Button
            className={btnClass({ ...CALL, disabled: scene === null })}
            openType="share"
            disabled={scene === null}
          >
            <BtnFace {...CALL} />
          </Button>
        )}
      </View>
      <MyPoster open={poster} onClose={() => setPoster(false)} />
    </View>
  )
}
