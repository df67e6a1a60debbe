import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { AskedView } from '../../features/asked/asked-view'
import { ScenePage } from '../../features/asked/scene-page'
import { useFailureSaid } from '../../features/asked/use-failure-said'
import { JoinAndClaim } from '../../features/joining/join-and-claim'
import { openPage, replacePage, useParams } from '../../kit/navigate'
import { refreshSession, useToday } from '../../kit/session'
import { endText } from '../../kit/time'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { StatePage } from '../../ui/state/state-page'
import { Ticket } from '../../ui/coupon/ticket'
import { giftText, giftTitle } from './words'

type GiftCard = Output<'coupon.gift'>

const TITLE = '朋友送你一张券'
const BONES = [120, 100] as const
const home = { label: '去首页', onPress: () => void openPage('pages/home/index') }

/** What a friend's card opens: the coupon, and one button; who is no member yet joins with it. */
export default function GiftPage() {
  const { scene } = useParams('coupon/gift/index')
  const lost = { title: '没有找到这份礼物', text: '从朋友发来的卡片里点开就能看到', action: home } as const
  return (
    <ScenePage title={TITLE} bones={BONES} scene={scene} lost={{ art: 'empty', ...lost }}>
      {(known, isMember) => <Gift scene={known} isMember={isMember} />}
    </ScenePage>
  )
}

const Gift = ({ scene, isMember }: { scene: string; isMember: boolean }) => {
  const asked = useAsk('coupon.gift', { scene })
  const { busy, failure, run } = useSend('coupon.acceptGift')
  useFailureSaid(failure)
  const accept = async () => {
    const taken = await run({ scene })
    if (taken) await replacePage('coupon/detail/index', { couponId: taken.couponId })
    else await asked.reload()
  }
  const joined = async () => {
    await refreshSession()
    await accept()
  }
  return (
    <Page title={TITLE} footer={asked.data ? <Foot {...{ gift: asked.data, isMember, busy, accept, joined }} /> : null}>
      {asked.data === null && asked.failure?.code === 'not_found' ? (
        <StatePage art="empty" title="没有找到这份礼物" text="卡片可能不完整，请朋友再发一次" action={home} />
      ) : (
        <AskedView asked={asked} bones={BONES} failed="这份礼物没有打开">
          {(gift) => <Body gift={gift} />}
        </AskedView>
      )}
    </Page>
  )
}

const Body = ({ gift }: { gift: GiftCard }) => {
  const today = useToday()
  return (
    <View>
      <View className="t22 top8">{giftTitle(gift)}</View>
      <View className="t14 ink-2 top4">{giftText(gift, today)}</View>
      <View className="top16">
        <Ticket
          face={gift.face}
          lines={[today === null ? '' : `${endText(gift.expiresAt, today)} 到期`, gift.face.scope].filter(Boolean)}
          off={gift.state === 'gone'}
        />
      </View>
    </View>
  )
}

type FootProps = {
  gift: GiftCard
  isMember: boolean
  busy: boolean
  accept: () => Promise<void>
  joined: () => Promise<void>
}

const Foot = ({ gift, isMember, busy, accept, joined }: FootProps) => {
  if (gift.state === 'mine' && gift.couponId !== null) {
    const couponId = gift.couponId
    return <Btn label="去看这张券" size="large" onPress={() => void openPage('coupon/detail/index', { couponId })} />
  }
  if (gift.state !== 'open') return <Btn label="去首页" kind="line" size="large" onPress={home.onPress} />
  if (!isMember) return <JoinAndClaim label="入会并收下" onJoined={joined} />
  return <Btn label="收下这张券" size="large" busy={busy} onPress={() => void accept()} />
}
