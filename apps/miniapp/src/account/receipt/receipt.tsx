import type { SlipCard } from '@huitou/shared/purchase/bill-contract'
import { View } from '@tarojs/components'
import { AskedView } from '../../features/asked/asked-view'
import { useFailureSaid } from '../../features/asked/use-failure-said'
import { openPage } from '../../kit/navigate'
import { pointsText } from '../../kit/number'
import { Cheer, CheerCoupon } from '../../ui/cheer/cheer'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { StatePage } from '../../ui/state/state-page'
import { JoinAndClaim } from '../../features/joining/join-and-claim'
import { SlipBody } from './slip-body'
import { useReceipt, type Claimed } from './use-receipt'
import { claimLabel } from './words'

const BONES = [200, 140] as const

const toPurchase = (slip: SlipCard) =>
  slip.purchaseId === null
    ? openPage('account/purchases/index')
    : openPage('account/purchase/index', { purchaseId: slip.purchaseId })

const Got = ({ claimed: { earned, gifts }, onClose }: { claimed: Claimed; onClose: () => void }) => (
  <Cheer
    icon="points"
    title={earned.points > 0 ? `${pointsText(earned.points)} 积分到账了` : '记到你名下了'}
    action="好"
    next="下次结账前出示会员码，不用再领"
    onClose={onClose}
  >
    {gifts && gifts.points > 0 ? (
      <View className="t14 ink-2 top4 center">{`见面礼 ${pointsText(gifts.points)} 积分也到账了`}</View>
    ) : null}
    {[...earned.coupons, ...(gifts?.coupons ?? []).map(({ face }) => face.name)].map((name, index) => (
      <CheerCoupon key={index} name={name} />
    ))}
  </Cheer>
)

type FootProps = { slip: SlipCard; joinScene: string | null; isMember: boolean; receipt: ReturnType<typeof useReceipt> }

/** The one thing to do with it. */
const Foot = ({ slip, joinScene, isMember, receipt }: FootProps) => {
  if (slip.state === 'open' && !isMember)
    return <JoinAndClaim label={claimLabel(slip, false)} through={joinScene} onJoined={receipt.joined} />
  if (slip.state === 'open')
    return <Btn size="large" label={claimLabel(slip, true)} busy={receipt.busy} onPress={() => void receipt.claim()} />
  if (slip.isMine) return <Btn size="large" kind="line" label="看这笔消费" onPress={() => void toPurchase(slip)} />
  return <Btn size="large" kind="line" label="去首页" onPress={() => void openPage('pages/home/index')} />
}

export const Receipt = ({ scene, isMember }: { scene: string; isMember: boolean }) => {
  const receipt = useReceipt(scene)
  const { asked, claimed, failure, close } = receipt
  useFailureSaid(failure)
  const slip = asked.data?.slip ?? null
  const joinScene = asked.data?.joinScene ?? null
  return (
    <Page title="领小票积分" footer={slip ? <Foot {...{ slip, joinScene, isMember, receipt }} /> : null}>
      {slip === null && asked.failure?.code === 'not_found' ? (
        <StatePage
          art="empty"
          title="没有找到这张小票"
          text="码可能不完整，再扫一次试试；还是不行，请拿小票问问店员"
          action={{ label: '去首页', onPress: () => void openPage('pages/home/index') }}
        />
      ) : (
        <AskedView asked={asked} bones={BONES} failed="这张小票没有打开">
          {(data) => <SlipBody slip={data.slip} />}
        </AskedView>
      )}
      {claimed ? <Got claimed={claimed} onClose={close} /> : null}
    </Page>
  )
}
