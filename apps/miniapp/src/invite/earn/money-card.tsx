import type { Mine, PayoutCard } from '@huitou/shared/distribution/contract'
import { View } from '@tarojs/components'
import { priceText } from '../../kit/number'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { Btn } from '../../ui/press/btn'

const money = (amountFen: number) => `¥${priceText(amountFen)}`

const PAYOUTS: Record<PayoutCard['state'], (sum: string, reason: string) => string> = {
  requested: (sum) => `提现 ${sum} 已交给店里，等店里看`,
  approved: (sum) => `提现 ${sum} 店里已同意，等店里转给你`,
  paid: (sum) => `上一笔提现 ${sum} 店里已付`,
  rejected: (sum, reason) => `提现 ${sum} 没有通过，钱已退回可提。店里说：${reason}`,
}

const Payout = ({ payout: { state, amountFen, reason } }: { payout: PayoutCard }) => (
  <View className="top12">
    <Note icon="info" tone={state === 'rejected' ? 'warn' : 'plain'}>
      {PAYOUTS[state](money(amountFen), reason ?? '')}
    </Note>
  </View>
)

/** Why the button is off; null when it is on. */
const whyNot = ({ figures: { dueFen, heldFen }, minPayoutFen }: Mine): string | null => {
  if (heldFen > 0) return '上一笔办完，才能再提'
  return dueFen < Math.max(1, minPayoutFen) ? `满 ${money(Math.max(1, minPayoutFen))} 可以申请提现` : null
}

/** Where the commission is: what can be asked for, what waits, what was paid, what is owed. */
export const MoneyCard = ({ mine, onPayout }: { mine: Mine; onPayout: () => void }) => {
  const { dueFen, frozenFen, heldFen, paidFen, debtFen } = mine.figures
  const why = whyNot(mine)
  return (
    <Card title="我的佣金">
      <View className="t12 ink-2 top8">可提</View>
      <View className="num n40">{money(dueFen)}</View>
      <View className="top8" />
      <KV name="冻结中" value={money(frozenFen)} strong="plain" />
      {heldFen > 0 ? <KV name="提现中" value={money(heldFen)} strong="plain" /> : null}
      <KV name="店里已付" value={money(paidFen)} strong="plain" />
      {debtFen > 0 ? <KV name="待扣回" value={money(debtFen)} strong="plain" /> : null}
      {debtFen > 0 ? <View className="t12 ink-2 top4">已付的佣金里有退货，会从以后的佣金里扣</View> : null}
      {mine.payout ? <Payout payout={mine.payout} /> : null}
      <Btn className="top16" size="large" label="申请提现" disabled={why !== null} onPress={onPayout} />
      {why === null ? null : <View className="t12 ink-3 top8 center">{why}</View>}
    </Card>
  )
}
