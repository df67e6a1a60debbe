import { AskedView } from '../../features/asked/asked-view'
import { MemberOnly } from '../../features/joining/member-only'
import { openPage, useParams } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'
import { PurchaseBody } from './purchase-body'

const BONES = [220, 120, 88] as const

const NotFound = () => (
  <StatePage
    art="empty"
    title="没有找到这笔消费"
    text="从消费记录里点开就能看到"
    action={{ label: '看消费记录', onPress: () => void openPage('account/purchases/index') }}
  />
)

const Purchase = ({ purchaseId }: { purchaseId: string }) => {
  const today = useToday()
  const asked = useAsk('purchase.myPurchase', { purchaseId })
  if (asked.data === null && asked.failure?.code === 'not_found') return <NotFound />
  return (
    <AskedView asked={asked} bones={BONES} failed="这笔消费没有打开">
      {(found) => <PurchaseBody found={found} today={today} />}
    </AskedView>
  )
}

export default function PurchasePage() {
  const { purchaseId } = useParams('account/purchase/index')
  return (
    <Page title="消费明细">
      <MemberOnly bones={BONES} title="加入会员，每一单都有记录" text="买了什么、省了多少，随时能看">
        {purchaseId === undefined ? <NotFound /> : <Purchase purchaseId={purchaseId} />}
      </MemberOnly>
    </Page>
  )
}
