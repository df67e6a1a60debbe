import type { Mine } from '@huitou/shared/distribution/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MemberOnly } from '../../features/joining/member-only'
import { openPage } from '../../kit/navigate'
import { useOwnPage } from '../../kit/own-page'
import { useSession } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Note } from '../../ui/block/note'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'
import { RulesCard } from '../../ui/block/rules-card'
import { ApplyCard } from './apply-card'
import { CustomersCard } from './customers-card'
import { MoneyCard } from './money-card'
import { PayoutSheet } from './payout-sheet'
import { Share } from './share'
import { StatementCard } from './statement-card'

const TITLE = '分销中心'
const BONES = [180, 140, 160] as const

const Closed = () => (
  <StatePage
    art="list"
    title="分销现在没有开放"
    text="要和店里合作推荐，可以到店问问"
    action={{ label: '去首页', onPress: () => void openPage('pages/home/index') }}
  />
)

/** What the shop has said of it; null while all is as usual. */
const standingWords = ({ state, reason, on }: Mine): string | null => {
  const why = reason === null ? '' : `店里说：${reason}`
  if (state === 'applied') return '申请已交给店里，看过会在这里答复'
  if (state === 'paused') return `店里暂停了你的推荐，新的消费不算佣金。${why}`
  if (state === 'ended') return `推荐已结束或申请没有通过。${why}`
  return state === 'active' && !on ? '店里暂停了分销，新的消费不算佣金；已有的佣金照付' : null
}

type BodyProps = { mine: Mine; onChanged: (mine: Mine) => void; onPayout: () => void }

const Body = ({ mine, onChanged, onPayout }: BodyProps) => {
  const words = standingWords(mine)
  const { dueFen, frozenFen, heldFen, paidFen, debtFen } = mine.figures
  const hasMoney = dueFen + frozenFen + heldFen + paidFen + debtFen > 0
  const isIn = mine.state === 'active' || mine.state === 'paused' || hasMoney
  if (mine.state === null && !mine.mayApply) return <Closed />
  return (
    <View>
      {words === null ? null : <Note icon="info">{words}</Note>}
      {isIn ? <MoneyCard mine={mine} onPayout={onPayout} /> : null}
      {mine.rules.length > 0 ? <RulesCard title="怎么算" rules={mine.rules} /> : null}
      {mine.mayApply ? <ApplyCard onDone={onChanged} /> : null}
      {isIn ? <CustomersCard count={mine.customers} /> : null}
      {isIn ? <StatementCard /> : null}
    </View>
  )
}

const Earn = () => {
  const asked = useAsk('distribution.mine', {})
  const [asking, setAsking] = useState(false)
  usePullDown([asked])
  const scene = asked.data?.on === true ? asked.data.scene : null
  return (
    <Page title={TITLE} footer={scene === null ? null : <Share scene={scene} />}>
      <AskedView asked={asked} bones={BONES} failed="分销中心没有打开">
        {(mine) => (
          <View>
            <Body mine={mine} onChanged={asked.replace} onPayout={() => setAsking(true)} />
            {asking ? <PayoutSheet mine={mine} open onClose={() => setAsking(false)} onDone={asked.replace} /> : null}
          </View>
        )}
      </AskedView>
    </Page>
  )
}

/** A distributor's page: what is theirs, by which rules, and whom they brought. */
export default function EarnPage() {
  useOwnPage()
  const isMember = useSession(({ status }) => status === 'member')
  if (isMember) return <Earn />
  return (
    <Page title={TITLE}>
      <Card className="card-flat">
        <MemberOnly bones={BONES} title="加入会员才能看" text="分销员的佣金和明细都在这里">
          {null}
        </MemberOnly>
      </Card>
    </Page>
  )
}
