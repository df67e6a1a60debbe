import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { useCallback, useEffect, useState } from 'react'
import { AskedView } from '../../features/asked/asked-view'
import { ScenePage } from '../../features/asked/scene-page'
import { deviceId } from '../../features/referral/device-id'
import { openPage, useParams } from '../../kit/navigate'
import { refreshSession } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { IconBlock } from '../../ui/block/icon-block'
import { Ticket } from '../../ui/coupon/ticket'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { StatePage } from '../../ui/state/state-page'
import { RulesCard } from '../../ui/block/rules-card'
import { TouchFoot } from '../touch-foot'
import '../invite.scss'

type Gifts = Output<'joining.join'>['gifts']
type Invitation = Output<'referral.invitation'>

const TITLE = '朋友的邀请'
const BONES = [120, 140, 180] as const
const home = { label: '去首页', onPress: () => void openPage('pages/home/index') }

const Gift = ({ friend, task }: Pick<Invitation, 'friend' | 'task'>) => (
  <Card title="你得">
    {friend.points > 0 ? (
      <View className="row gap12 top12">
        <IconBlock name="points" tone="brand" />
        <View className="grow t15 bold">{`${friend.points} 积分`}</View>
      </View>
    ) : null}
    {friend.coupon ? (
      <View className="top12">
        <Ticket ground="card" face={friend.coupon} lines={[friend.coupon.scope]} />
      </View>
    ) : null}
    <View className="t14 ink-2 top12">{task}</View>
  </Card>
)

/** Joined: what there is to do now. */
const Next = ({ text, points }: { text: string; points: number }) => (
  <Card title="你是会员了">
    {points > 0 ? <View className="t15 bold top8">{`见面礼 ${points} 积分已到账`}</View> : null}
    <View className="t14 ink-2 top8">{text}</View>
    <Btn className="top16" size="large" label="看看店里有什么" onPress={home.onPress} />
    <Btn className="top12" kind="line" label="我的券" onPress={() => void openPage('pages/coupons/index')} />
  </Card>
)

const Body = ({ invitation, joined }: { invitation: Invitation; joined: Gifts | null }) => {
  const { brand, inviter, friend, task, why, next, rules } = invitation
  const text = next ?? (joined === null ? null : task)
  return (
    <View>
      <View className="t22 top8 invite-title">{`${inviter} 请你来${brand}`}</View>
      {text === null ? null : <Next text={text} points={joined?.points ?? 0} />}
      {why !== null && text === null ? <View className="t14 ink-2 top8">{why.words}</View> : null}
      {text === null && (friend.points > 0 || friend.coupon) && why?.code !== 'off' ? (
        <Gift friend={friend} task={task} />
      ) : null}
      {rules.length > 0 && text === null ? <RulesCard title="怎么算" rules={rules} /> : null}
    </View>
  )
}

/** Whoever joins is their friend's only if it is known through whom they came: said before joining, and again where it was not heard. */
const useTouch = (scene: string, isMember: boolean) => {
  const { run, failure } = useSend('referral.touch')
  const [touched, setTouched] = useState(false)
  const touch = useCallback(async () => {
    if (await run({ scene, device: deviceId() })) setTouched(true)
  }, [run, scene])
  useEffect(() => {
    if (!isMember) void touch()
  }, [isMember, touch])
  return { touched, failed: failure !== null, again: () => void touch() }
}

const Friend = ({ scene, isMember }: { scene: string; isMember: boolean }) => {
  const asked = useAsk('referral.invitation', { scene })
  const { touched, failed, again } = useTouch(scene, isMember)
  const [joined, setJoined] = useState<Gifts | null>(null)
  const join = async (gifts: Gifts) => {
    setJoined(gifts)
    await refreshSession()
  }
  const known = asked.data
  const mayJoin = known !== null && !isMember && joined === null
  return (
    <Page
      title={TITLE}
      footer={
        mayJoin ? (
          <TouchFoot {...{ touched, failed, again }} lacking="网络不好，还没记下是谁邀请你的" onJoined={join} />
        ) : null
      }
    >
      {known === null && asked.failure?.code === 'not_found' ? (
        <StatePage art="empty" title="没有找到这份邀请" text="邀请的人可能已退会，直接加入会员也可以" action={home} />
      ) : (
        <AskedView asked={asked} bones={BONES} failed="邀请没有打开">
          {(invitation) => <Body invitation={invitation} joined={joined} />}
        </AskedView>
      )}
    </Page>
  )
}

/** What a friend's card or poster opens. */
export default function FriendPage() {
  const { scene } = useParams('invite/friend/index')
  const lost = { title: '没有找到这份邀请', text: '从朋友发来的卡片里点开就能看到', action: home } as const
  return (
    <ScenePage title={TITLE} bones={BONES} scene={scene} lost={{ art: 'empty', ...lost }}>
      {(known, isMember) => <Friend scene={known} isMember={isMember} />}
    </ScenePage>
  )
}
