import type { ShownTeam } from '@huitou/shared/groupbuy/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { AskedView } from '../../features/asked/asked-view'
import { ScenePage } from '../../features/asked/scene-page'
import { usePullDown } from '../../features/asked/use-pull-down'
import { whereText } from '../../features/groupbuy/words'
import { JoinAndClaim } from '../../features/joining/join-and-claim'
import { openPage, useParams } from '../../kit/navigate'
import { yuanText } from '../../kit/number'
import { refreshSession } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { StatePage } from '../../ui/state/state-page'
import { Head } from '../head'
import { PrizeFacts } from '../prize-facts'
import { RulesCard } from '../../ui/block/rules-card'
import { Seats } from '../seats'
import { Share } from '../share'
import { JoinSheet } from './join-sheet'

const BONES = [112, 300, 160] as const
const TITLE = '拼团'

const toList = { label: '看看有什么团', onPress: () => void openPage('groupbuy/list/index') }

type FootProps = { team: ShownTeam; onJoin: () => void; onJoined: () => Promise<void> }

/** The one thing to do here: join, become a member first, look at one's own order, or open another team. */
const Foot = ({ team, onJoin, onJoined }: FootProps) => {
  const { orderId, why, activity } = team
  if (orderId !== null)
    return <Btn size="large" label="看我的这一单" onPress={() => void openPage('groupbuy/order/index', { orderId })} />
  if (why?.code === 'join_needed') return <JoinAndClaim label="入会并参团" later="先看看" onJoined={onJoined} />
  if (why === null) return <Btn size="large" label={`${yuanText(team.priceFen)} 元参团`} onPress={onJoin} />
  return (
    <View>
      <View className="t12 ink-2 center">{why.words}</View>
      <Btn
        className="top8"
        size="large"
        kind="line"
        label="自己开一个团"
        onPress={() => void openPage('groupbuy/detail/index', { activityId: activity.id })}
      />
    </View>
  )
}

/** The rules of the group-buy, which the team's page owes whoever may pay here. */
const Rules = ({ activityId }: { activityId: string }) => {
  const { data } = useAsk('groupbuy.show', { activityId })
  return data === null ? null : (
    <>
      <PrizeFacts prize={data.activity} />
      <RulesCard title="拼团说明" rules={data.activity.rules} />
    </>
  )
}

const Body = ({ team }: { team: ShownTeam }) => (
  <View>
    <Head
      of={team.activity}
      note={`${team.size} 人团 · ${whereText(team)}`}
      priceFen={team.priceFen}
      singlePriceFen={team.activity.singlePriceFen}
    />
    <Card>
      <Seats team={team} />
      {team.orderId !== null && team.state === 'forming' && team.missing > 0 ? (
        <Share
          scene={team.scene}
          title={team.activity.name}
          missing={team.missing}
          priceText={yuanText(team.priceFen)}
        />
      ) : null}
      {team.state === 'forming' ? <View className="t12 ink-3 center top12">到时间没凑齐，原路全额退回</View> : null}
    </Card>
    <Rules activityId={team.activity.id} />
  </View>
)

const Team = ({ scene }: { scene: string }) => {
  const asked = useAsk('groupbuy.team', { scene })
  const [joining, setJoining] = useState(false)
  usePullDown([asked])
  const joined = async () => {
    await refreshSession()
    await asked.reload()
    setJoining(true)
  }
  const team = asked.data?.team
  return (
    <Page title={TITLE} footer={team ? <Foot team={team} onJoin={() => setJoining(true)} onJoined={joined} /> : null}>
      {asked.data === null && asked.failure?.code === 'not_found' ? (
        <StatePage art="list" title="没有找到这个团" text="卡片可能不完整，请朋友再发一次" action={toList} />
      ) : (
        <AskedView asked={asked} bones={BONES} failed="这个团没有打开">
          {(answer) => <Body team={answer.team} />}
        </AskedView>
      )}
      {team && team.why === null ? (
        <JoinSheet team={team} open={joining} onClose={() => setJoining(false)} onRefused={asked.reload} />
      ) : null}
    </Page>
  )
}

/** What a friend's card opens. */
export default function TeamPage() {
  const { scene } = useParams('groupbuy/team/index')
  const lost = { title: '没有找到这个团', text: '从朋友发来的卡片里点开就能看到', action: toList } as const
  return (
    <ScenePage title={TITLE} bones={BONES} scene={scene} lost={{ art: 'list', ...lost }}>
      {(known) => <Team scene={known} />}
    </ScenePage>
  )
}
