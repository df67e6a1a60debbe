import { MemberOnly } from '../../features/joining/member-only'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { Rise } from '../../features/tier/rise'
import { openPage } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { TierList } from '../../ui/member/tier-list'
import { Page } from '../../ui/page/page'
import { HistoryCard } from './history-card'
import { KeepCard } from './keep-card'
import { Standing } from './standing'

const BONES = [150, 120, 120, 120] as const

const Tiers = () => {
  const asked = useAsk('tier.mine', {})
  const today = useToday() ?? undefined
  usePullDown([asked])
  return (
    <AskedView asked={asked} bones={BONES} failed="等级没有取到">
      {(mine) => (
        <>
          <Standing mine={mine} />
          <KeepCard mine={mine} today={today} />
          <Card className="card-flat">
            <RowItem
              icon="ticket"
              title="权益卡"
              note={
                mine.cards.length > 0
                  ? `正在用 ${mine.cards.map(({ name }) => name).join('、')}`
                  : '用积分换，或店家赠送'
              }
              onPress={() => void openPage('account/cards/index')}
            />
          </Card>
          <TierList tiers={mine.tiers} level={mine.current.level} unitName={mine.unitName} />
          <HistoryCard today={today} />
          <Rise tier={asked} />
        </>
      )}
    </AskedView>
  )
}

export default function TiersPage() {
  return (
    <Page title="会员等级">
      <MemberOnly bones={BONES} title="加入会员，从第一级开始" text="签到、到店都长成长值，等级越高，好处越多">
        <Tiers />
      </MemberOnly>
    </Page>
  )
}
