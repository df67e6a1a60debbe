import type { EntryKind, SettingsBody } from './schema'

const yuan = (fen: number) => String(fen / 100)

const rateWords = ({ rate }: Pick<SettingsBody, 'rate'>) =>
  rate.by === 'permille' ? `实付金额的 ${rate.permille / 10}%` : ` ${yuan(rate.amountFen)} 元（不超过实付金额）`

const enoughWords = ({ minPurchaseFen = 0 }: Pick<SettingsBody, 'minPurchaseFen'>) =>
  minPurchaseFen > 0 ? `满 ${yuan(minPurchaseFen)} 元的` : ''

const purchaseWords = (body: SettingsBody) =>
  body.purchases === 'first'
    ? `顾客第一笔${enoughWords(body)}消费`
    : `顾客加入后 ${body.earningDays} 天内的每笔${enoughWords(body)}消费`

/** How it works, before anybody takes part. Nothing in it promises that anything is earned. */
export const ruleLines = (body: SettingsBody): string[] => [
  `新顾客从你的推荐第一次来、${body.windowDays} 天内加入会员，就记在你这里；以前来过的不算`,
  `${purchaseWords(body)}，佣金是${rateWords(body)}`,
  '只有一级：只按顾客自己买的算，介绍别人当分销员没有任何佣金，你自己买的也不算',
  `佣金先冻结 ${body.refundDays} 天；顾客退货，按退的比例收回。已经付给你的，从以后的佣金里扣`,
  `满 ${yuan(body.minPayoutFen)} 元可以申请提现，店里看过后线下付给你，不自动打款。依法要缴的税由店里说明`,
  '顾客买不买由顾客自己定，店里不保证有佣金。请不要夸大宣传，也不要打扰别人',
  `由${body.organiser}负责，有疑问联系：${body.contact}`,
]

const KINDS: Record<EntryKind, string> = {
  earn: '消费，佣金入账',
  claw_back: '退货，佣金收回',
  payout: '店里已付提现',
}

export const entryWords = (kind: EntryKind, customer: string | null) =>
  kind === 'payout' ? KINDS.payout : `${customer ?? '顾客'}${KINDS[kind]}`

/** What a visitor is told who comes through somebody that earns by it. */
export const touchWords = (brand: string, from: string) =>
  `${from} 是${brand}的分销员。你加入后在店里消费，店里会付给 TA 一点佣金，你付的钱不变`

/** A line that a person of the shop wrote. */
export const adjustmentWords = (reason: string) => `店里调整：${reason}`
