import type { Output } from '@huitou/shared/api'
import { useCallback, useEffect, useState } from 'react'
import { AskedView } from '../features/asked/asked-view'
import { usePullDown } from '../features/asked/use-pull-down'
import { MemberOnly } from '../features/joining/member-only'
import { deviceId } from '../features/referral/device-id'
import { openPage } from '../kit/navigate'
import { useOwnPage } from '../kit/own-page'
import { useSession } from '../kit/session'
import { useAsk } from '../kit/use-ask'
import { useSend } from '../kit/use-send'
import { Card } from '../ui/block/card'
import { Page } from '../ui/page/page'
import { StatePage } from '../ui/state/state-page'
import { FriendsCard } from './friends-card'
import { GiftsCard } from './gifts-card'
import { ProgressCard } from './progress-card'
import { RankingCard } from './ranking-card'
import { RulesCard } from '../ui/block/rules-card'
import { Share } from './share'

const TITLE = '邀请有礼'
const BONES = [150, 220, 120] as const

type Mine = Output<'referral.mine'>

const Off = () => (
  <StatePage
    art="list"
    title="邀请有礼现在没有开"
    text="之前邀请的朋友照样算，来了就到账"
    action={{ label: '去首页', onPress: () => void openPage('pages/home/index') }}
  />
)

const Body = ({ mine, onChanged }: { mine: Mine; onChanged: () => Promise<void> }) => (
  <>
    {mine.on ? <GiftsCard you={mine.you} friend={mine.friend} /> : <Off />}
    {mine.totals.joined > 0 || mine.on ? <ProgressCard mine={mine} /> : null}
    {mine.on ? <RulesCard title="怎么算" rules={mine.rules} /> : null}
    <FriendsCard />
    {mine.ranking.on ? <RankingCard onChanged={onChanged} /> : null}
  </>
)

/** Opens the invitation on this phone; its scene is on the card and the poster. */
const useScene = (mine: Mine | null) => {
  const { failure, run } = useSend('referral.start')
  const [scene, setScene] = useState<string | null>(null)
  const on = mine?.on === true
  const open = useCallback(async () => {
    const opened = await run({ device: deviceId() })
    if (opened) setScene(opened.scene)
  }, [run])
  useEffect(() => {
    if (on) void open()
  }, [on, open])
  return { scene: scene ?? mine?.scene ?? null, failure, open }
}

const Invite = () => {
  const asked = useAsk('referral.mine', {})
  usePullDown([asked])
  const { scene, failure, open } = useScene(asked.data)
  const mine = asked.data
  return (
    <Page
      title={TITLE}
      footer={
        mine?.on === true ? <Share friend={mine.friend} {...{ scene, failure }} onAgain={() => void open()} /> : null
      }
    >
      <AskedView asked={asked} bones={BONES} failed="邀请有礼没有打开">
        {(data) => <Body mine={data} onChanged={asked.reload} />}
      </AskedView>
    </Page>
  )
}

/** What both sides get and for what, before the button; then who has come so far. */
export default function InvitePage() {
  useOwnPage()
  const isMember = useSession(({ status }) => status === 'member')
  if (isMember) return <Invite />
  return (
    <Page title={TITLE}>
      <Card className="card-flat">
        <MemberOnly bones={BONES} title="加入会员，邀请朋友一起来" text="朋友来过，两边都有礼">
          {null}
        </MemberOnly>
      </Card>
    </Page>
  )
}
