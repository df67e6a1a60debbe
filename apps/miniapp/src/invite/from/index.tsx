import { View } from '@tarojs/components'
import { useCallback, useEffect, useState } from 'react'
import { ScenePage } from '../../features/asked/scene-page'
import { openPage, useParams } from '../../kit/navigate'
import { refreshSession } from '../../kit/session'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { Note } from '../../ui/block/note'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { TouchFoot } from '../touch-foot'

const TITLE = '来店里看看'
const BONES = [120, 140] as const
const home = { label: '去首页', onPress: () => void openPage('pages/home/index') }

/** Through whom somebody came, and that it is paid for, is known before they can join; a code that leads nowhere leaves joining as it is. */
const useTouch = (scene: string, isMember: boolean) => {
  const { run, failure } = useSend('distribution.touch')
  const [words, setWords] = useState<string | null>(null)
  const touch = useCallback(async () => {
    const answer = await run({ scene })
    if (answer) setWords(answer.words)
  }, [run, scene])
  useEffect(() => {
    // Who is a member is nobody's to bring.
    if (!isMember) void touch()
  }, [isMember, touch])
  const isNobodys = failure?.code === 'not_found'
  return {
    words: words ?? '',
    touched: words !== null || isNobodys,
    failed: failure !== null && !isNobodys,
    again: () => void touch(),
  }
}

const From = ({ scene, isMember }: { scene: string; isMember: boolean }) => {
  const { words, touched, failed, again } = useTouch(scene, isMember)
  const [joined, setJoined] = useState(false)
  const join = async () => {
    setJoined(true)
    await refreshSession()
  }
  const done = isMember || joined
  return (
    <Page
      title={TITLE}
      footer={
        done ? null : (
          <TouchFoot {...{ touched, failed, again }} lacking="网络不好，还没记下是谁推荐你来的" onJoined={join} />
        )
      }
    >
      <Card title={done ? '你是会员了' : '朋友推荐你来'}>
        <View className="t14 ink-2 top8">
          {done
            ? '积分、券都在“我的”里，到店出示会员码就行'
            : '加入会员，消费攒积分，券和权益随时看。不加入也可以先逛逛'}
        </View>
        {words === '' || done ? null : (
          <View className="top12">
            <Note icon="info">{words}</Note>
          </View>
        )}
        <Btn
          className="top16"
          size="large"
          kind={done ? 'main' : 'line'}
          label="看看店里有什么"
          onPress={home.onPress}
        />
      </Card>
    </Page>
  )
}

/** What a distributor's card opens: it says who earns by it before anybody joins. */
export default function FromPage() {
  const { scene } = useParams('invite/from/index')
  const lost = { title: '链接不完整', text: '从朋友发来的卡片里点开，或直接去首页看看', action: home } as const
  return (
    <ScenePage title={TITLE} bones={BONES} scene={scene} lost={{ art: 'empty', ...lost }}>
      {(known, isMember) => <From scene={known} isMember={isMember} />}
    </ScenePage>
  )
}
