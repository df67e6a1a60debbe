import type { Output } from '@huitou/shared/api'
import { useEffect, useState } from 'react'
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
const useScene = (mine: Mine | null): string | null => {
  const { run } = useSend('referral.start')
  const [scene, setScene] = useState<string | null>(null)
  const on = mine?.on === true
  useEffect(() => {
    if (on)
      void run({ device: deviceId() }).then((opened) => {
        if (opened) setScene(opened.scene)
      })
  }, [on, run])
  return scene ?? mine?.scene ?? null
}

const Invite = () => {
  const asked = useAsk('referral.mine', {})
  usePullDown([asked])
  const scene = useScene(asked.data)
  return (
    <Page title={TITLE} footer={asked.data?.on === true ? <Share friend={asked.data.friend} scene={scene} /> : null}>
      <AskedView asked={asked} bones={BONES} failed="邀请有礼没有打开">
        {(mine) => <Body mine={mine} onChanged={asked.reload} />}
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
