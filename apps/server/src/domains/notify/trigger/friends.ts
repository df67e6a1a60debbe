import type { Topic } from '@huitou/shared/notify/topic-rules'
import { Referrals } from '#server/domains/referral/entities'
import type { EventRow } from '#server/platform/events/entities'
import { factText } from '#server/platform/events/fact'
import type { Telling, Told } from './told'

type Said = { title: string; words: string; facts: Record<string, string> }

const told = (memberId: string, topic: Topic, said: Said): Told => ({ memberId, topic, ...said, page: 'invite/index' })

/** Who came is not named: others' names are theirs (R34). */
const joined: Telling = (_read, data) => {
  const note = '到店达到活动要求，奖励自动到账'
  const said = { title: '邀请的朋友来了', words: `一位朋友通过你的邀请加入了，TA ${note}`, facts: { note } }
  return Promise.resolve([told(factText(data, 'inviterId'), 'referral.joined', said)])
}

const gained = (points: number, hasCoupon: boolean) =>
  [...(points > 0 ? [`${points} 积分`] : []), ...(hasCoupon ? ['一张券'] : [])].join('和')

type Side = 'inviter' | 'invitee'

/** One side of a reward; null where it came to nothing. */
function rewarded(data: EventRow['data'], side: Side): Told | null {
  const points = Number(data[`${side}Points`])
  const what = gained(points, typeof data[`${side}CouponId`] === 'string')
  if (what === '') return null
  const note = side === 'inviter' ? '谢谢你带朋友来' : '谢谢你来'
  const words = side === 'inviter' ? `朋友到店了，${what}已经给你` : `通过朋友的邀请来，${what}已经给你`
  const said = { title: '邀请奖励到账', words, facts: { points: String(points), note } }
  const memberId = factText(data, `${side}Id`)
  return {
    ...told(memberId, 'referral.qualified', said),
    page: side === 'inviter' ? 'invite/index' : 'pages/points/index',
  }
}

const qualified: Telling = (_read, data) =>
  Promise.resolve((['inviter', 'invitee'] as const).flatMap((side) => rewarded(data, side) ?? []))

type Outcome = { title: string; words: string; outcome: string }

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  held: { title: '一位朋友在核对', words: '有一位朋友要店里看一下，看完告诉你，不用做什么', outcome: '正在核对' },
  blocked: { title: '一位朋友没有算上', words: '觉得不对，可以在邀请页里说明，店里会再看', outcome: '没有算上' },
  passed: { title: '一位朋友核对过了', words: '店里看过了，这位朋友算你的邀请', outcome: '核对通过' },
}

/** The same once the inviter has objected: there is no second time, so the reason is told. */
const APPEALED: Readonly<Record<string, Outcome>> = {
  blocked: { title: '申诉看过了，没有算上', words: '店里又看了一遍，这位朋友还是没有算上', outcome: '没有算上' },
  passed: { title: '申诉通过了', words: '店里又看了一遍，这位朋友算你的邀请', outcome: '申诉通过' },
}

const decided: Telling = async (read, data, at) => {
  const row = await read.findOne(Referrals, { where: { id: factText(data, 'referralId') } })
  const isAnswer = !!row?.appealedAt && row.appealedAt <= at
  const said = (isAnswer ? APPEALED : OUTCOMES)[factText(data, 'outcome')]
  if (!said) return []
  const { title, words, outcome } = said
  const isFinal = said === APPEALED['blocked']
  const answer = {
    title,
    words: isFinal ? `${words}：${factText(data, 'why')}` : words,
    facts: { outcome, note: '点开看看' },
  }
  return [told(factText(data, 'inviterId'), 'referral.decided', answer)]
}

const milestone: Telling = (_read, data) => {
  const [friends, points] = [Number(data['friends']), Number(data['points'])]
  const what = gained(points, typeof data['couponId'] === 'string')
  if (what === '') return Promise.resolve([])
  const words = `已经有 ${friends} 位朋友到店，${what}已经给你`
  const facts = { friends: String(friends), points: String(points), note: '谢谢你带朋友来' }
  const said = { title: `邀请满 ${friends} 位`, words, facts }
  return Promise.resolve([told(factText(data, 'inviterId'), 'referral.milestone', said)])
}

/** Only whom points were taken from again. */
const reversed: Telling = (_read, data) =>
  Promise.resolve(
    (['inviter', 'invitee'] as const).flatMap((side) => {
      const points = Number(data[`${side}Points`])
      if (points === 0) return []
      const note = '这笔消费退了，或没有算上'
      const said = {
        title: '邀请奖励收回了',
        words: `${note}，收回 ${points} 积分`,
        facts: { points: String(points), note },
      }
      return [{ ...told(factText(data, `${side}Id`), 'referral.reversed', said), page: 'pages/points/index' }]
    }),
  )

/** A friend's purchase was refunded, so that a milestone is no longer reached. */
const milestoneTaken: Telling = (_read, data) => {
  const [friends, points] = [Number(data['friends']), Number(data['points'])]
  const note = `到店的朋友不到 ${friends} 位了`
  const taken = points > 0 ? `收回 ${points} 积分` : '阶段奖收回'
  const words = `有朋友退了单，${note}，${taken}。再满 ${friends} 位还会给你`
  const said = { title: '邀请阶段奖收回了', words, facts: { points: String(points), note } }
  return Promise.resolve([told(factText(data, 'inviterId'), 'referral.reversed', said)])
}

/** What comes of inviting friends, as messages. */
export const FRIEND_TELLING: Readonly<Record<string, Telling>> = {
  'referral.joined': joined,
  'referral.qualified': qualified,
  'referral.decided': decided,
  'referral.milestone': milestone,
  'referral.milestoneTaken': milestoneTaken,
  'referral.reversed': reversed,
}
