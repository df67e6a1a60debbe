import { Distributors } from '#server/domains/distribution/entities'
import { today } from '#server/domains/store/queries'
import type { EventRow } from '#server/platform/events/entities'
import { factText } from '#server/platform/events/fact'
import type { Telling, Told } from './told'

const PAGE = 'invite/earn/index'

type Data = EventRow['data']

/** Without commas: so a template takes an amount. */
const yuan = (fen: number) => `¥${(fen / 100).toFixed(2)}`

type Said = { title: string; words: string; outcome: string }

const standing = (saidOf: (data: Data) => Said): Telling => {
  return (_read, data) => {
    const { title, words, outcome } = saidOf(data)
    const facts = { outcome, note: '点开看看' }
    const memberId = factText(data, 'memberId')
    return Promise.resolve([{ memberId, topic: 'distribution.standing', title, words, page: PAGE, facts }])
  }
}

const applied = standing(() => ({
  title: '分销员申请收到了',
  words: '店里的人看过会告诉你，这期间不用做什么',
  outcome: '等店里看',
}))

const appointed = standing(() => ({
  title: '你是分销员了',
  words: '点开就有自己的码，规则写在里面。只按顾客自己买的算，你自己买的不算',
  outcome: '通过',
}))

const declined = standing((data) => ({
  title: '分销员申请没有通过',
  words: `店里的回复：${factText(data, 'reason')}`,
  outcome: '没有通过',
}))

const stopped = standing((data) => ({
  title: factText(data, 'how') === 'paused' ? '分销暂停了' : '不再是分销员了',
  words: `从现在起的消费没有佣金，已经得的照样付。原因：${factText(data, 'reason')}`,
  outcome: factText(data, 'how') === 'paused' ? '暂停' : '结束',
}))

/** Commission that is no longer frozen, once a business day however many purchases it comes from; nothing where a debt took it all. */
const freed: Telling = async (read, data, at) => {
  const memberId = factText(data, 'distributorId')
  const account = await read.findOne(Distributors, { where: { memberId } })
  if (!account || account.dueFen === 0) return []
  const { day } = await today(read, at)
  const amount = yuan(account.dueFen)
  const words = `有佣金过了冻结期，现在可提 ${amount}，点开可以申请提现`
  const facts = { amount, note: '点开可以申请提现' }
  const told = { memberId, topic: 'distribution.due', title: '佣金可以提了', words, page: PAGE, facts } as const
  return [{ ...told, cause: `commission:${day}` }]
}

const payout = (data: Data, said: Said): Told[] => {
  const { title, words, outcome } = said
  const amount = yuan(Number(data['amountFen']))
  const facts = { amount, outcome, note: '点开看看' }
  const memberId = factText(data, 'distributorId')
  return [{ memberId, topic: 'distribution.payout', title, words: `${amount} ${words}`, page: PAGE, facts }]
}

const paid: Telling = (_read, data) =>
  Promise.resolve(payout(data, { title: '提现付给你了', words: '店里已经付了，请查收', outcome: '已付' }))

const rejected: Telling = (_read, data) =>
  Promise.resolve(
    payout(data, {
      title: '提现没有通过',
      words: `没有付，钱还在可提里。店里的回复：${factText(data, 'reason')}`,
      outcome: '没有通过',
    }),
  )

/** What a person of the shop gave or took by hand. */
const adjusted: Telling = (_read, data) => {
  const amountFen = Number(data['amountFen'])
  const outcome = amountFen > 0 ? '已加上' : '已扣掉'
  const words = `${outcome}。原因：${factText(data, 'reason')}`
  return Promise.resolve(
    payout({ ...data, amountFen: Math.abs(amountFen) }, { title: '店里调整了佣金', words, outcome }),
  )
}

/** What comes of bringing customers for money, as messages. */
export const SELLING_TELLING: Readonly<Record<string, Telling>> = {
  'distribution.applied': applied,
  'distribution.appointed': appointed,
  'distribution.declined': declined,
  'distribution.stopped': stopped,
  'distribution.freed': freed,
  'distribution.adjusted': adjusted,
  'distribution.payoutPaid': paid,
  'distribution.payoutRejected': rejected,
}
