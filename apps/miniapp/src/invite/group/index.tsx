import type { Output } from '@huitou/shared/api'
import type { CommunityBlock } from '@huitou/shared/community/contract'
import { Image, Text, View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { AskedView } from '../../features/asked/asked-view'
import { ScenePage } from '../../features/asked/scene-page'
import { usePullDown } from '../../features/asked/use-pull-down'
import { openPage, useParams } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Icon } from '../../ui/icon/icon'
import { Page } from '../../ui/page/page'
import { Press } from '../../ui/press/press'
import { StatePage } from '../../ui/state/state-page'
import { CodeCard } from './code-card'
import { RegionSheet } from './region-sheet'
import { cardPath, ShareGroup } from './share'
import { useVisit } from './use-visit'
import './group.scss'

type Shown = Output<'community.show'>

const TITLE = '微信群'
const BONES = [64, 380, 140] as const
const home = { label: '去首页', onPress: () => void openPage('pages/home/index') }

const Block = ({ block }: { block: CommunityBlock }) =>
  block.kind === 'text' ? (
    <Card>
      <View className="t14 ink-2">{block.text}</View>
    </Card>
  ) : (
    <Image className="community-picture" src={`${API_BASE}${block.picture.url}`} mode="widthFix" aria-label="介绍图" />
  )

/** Quiet: the code above is for everybody. */
const JoinLine = () => (
  <Press className="community-join t14 ink-3" label="加入会员" dim onPress={() => void openPage('pages/landing/index')}>
    <Text>不是会员也能进。想攒积分可以加入</Text>
    <Icon name="right" size={14} bold />
  </Press>
)

const Hero = ({ title, lead, inviter }: Pick<Shown, 'title' | 'lead' | 'inviter'>) => (
  <View className="community-hero">
    {inviter === null ? null : <View className="t14 ink-brand">{`${inviter} 请你进群`}</View>}
    <View className="t22 top4">{title}</View>
    <View className="t14 ink-2 top4">{lead}</View>
  </View>
)

type BodyProps = { shown: Shown; isMember: boolean; onChoose: (groupId: string) => void }

const Body = ({ shown, isMember, onChoose }: BodyProps) => {
  const { regions, region, group, instead, blocks } = shown
  const [choosing, setChoosing] = useState(false)
  const choices = regions.flatMap(({ groups }) => groups).length
  const choose = (groupId: string) => {
    setChoosing(false)
    onChoose(groupId)
  }
  return (
    <View>
      <Hero {...shown} />
      <CodeCard {...{ group, instead, region }} onChoose={choices > 1 ? () => setChoosing(true) : null} />
      {isMember ? null : <JoinLine />}
      {blocks.map((block, index) => (
        <Block key={index} block={block} />
      ))}
      <RegionSheet
        {...{ regions, open: choosing, onChoose: choose }}
        chosen={(instead ?? group)?.groupId ?? null}
        onClose={() => setChoosing(false)}
      />
    </View>
  )
}

const Ended = ({ title }: { title: string }) => (
  <StatePage art="list" title={`「${title}」已经结束`} text="店里的新消息在首页，到店也可以问一声" action={home} />
)

type GroupProps = { pageId: string; scene: string | undefined; isMember: boolean }

const Group = ({ pageId, scene, isMember }: GroupProps) => {
  const [groupId, setGroupId] = useState<string>()
  const chosen = groupId === undefined ? {} : { groupId }
  const asked = useAsk('community.show', { pageId, ...chosen, ...(scene === undefined ? {} : { scene }) })
  usePullDown([asked])
  const isOn = asked.data?.state === 'on'
  // Nobody is asked into a group that lets nobody in.
  const isOpen = Boolean((asked.data?.instead ?? asked.data?.group)?.code)
  const own = useVisit({ pageId, scene, groupId, isMember }, isOn)
  const path = cardPath(pageId, own)
  useShareAppMessage(() => ({ title: asked.data?.title ?? TITLE, path }))
  const isNone = asked.data === null && asked.failure?.code === 'not_found'
  return (
    <Page title={TITLE} footer={isOpen && isMember ? <ShareGroup path={path} /> : null}>
      {isNone ? (
        <StatePage art="empty" title="没有找到这个页面" text="可能还没发布，或者链接不完整" action={home} />
      ) : (
        <AskedView asked={asked} bones={BONES} failed="页面没有打开">
          {(shown) =>
            shown.state === 'ended' ? (
              <Ended title={shown.title} />
            ) : (
              <Body {...{ shown, isMember }} onChoose={setGroupId} />
            )
          }
        </AskedView>
      )}
    </Page>
  )
}

/** What a printed code or a friend's card opens: the group of one's city, with the code to press. */
export default function GroupPage() {
  const { pageId, scene } = useParams('invite/group/index')
  const lost = { title: '链接不完整', text: '从朋友发来的卡片或店里的码点开就能看到', action: home } as const
  return (
    <ScenePage title={TITLE} bones={BONES} scene={pageId} lost={{ art: 'empty', ...lost }}>
      {(known, isMember) => <Group pageId={known} {...{ scene, isMember }} />}
    </ScenePage>
  )
}
