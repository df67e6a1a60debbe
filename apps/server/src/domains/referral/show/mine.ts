import { IsNull } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { nextMilestone } from '@huitou/shared/referral/rules'
import { PROGRAMME_DEFAULTS, type ProgrammeBody } from '@huitou/shared/referral/schema'
import { getsWords, rewardWords, ruleLines } from '@huitou/shared/referral/word-rules'
import type { Reader } from '#server/platform/db/tx'
import { Invitations, Milestones, Referrals, Rewards, type Given } from '../entities'
import { newestAt, programmeAt } from '../programme/in-force'
import { couponsOf, giftCard, named, toldOf } from './gifts'

type Mine = Output<'referral.mine'>

type Sum = { points: string | number | null; coupons: string | number }

/** What was given and not taken back; counted by the database, an inviter's years being many rows. */
async function sumOf(read: Reader, table: typeof Rewards | typeof Milestones, where: object) {
  const sum = await read
    .createQueryBuilder<Given>(table as typeof Rewards, 'given')
    .select(['SUM(given.points) AS points', 'COUNT(given.couponId) AS coupons'])
    .where({ ...where, takenAt: IsNull() })
    .getRawOne<Sum>()
  return { points: Number(sum?.points ?? 0), coupons: Number(sum?.coupons ?? 0) }
}

async function totalsOf(read: Reader, memberId: string): Promise<Mine['totals']> {
  const rewards = await sumOf(read, Rewards, { memberId, side: 'inviter' })
  const milestones = await sumOf(read, Milestones, { memberId })
  return {
    joined: await read.countBy(Referrals, { inviterId: memberId }),
    qualified: await read.countBy(Referrals, { inviterId: memberId, state: 'qualified' }),
    points: rewards.points + milestones.points,
    coupons: rewards.coupons + milestones.coupons,
  }
}

async function programmePart(read: Reader, body: ProgrammeBody, friends: number) {
  const coupons = await couponsOf(read, body)
  const next = nextMilestone(body.milestones, friends)
  const wordsOf = (one: (typeof body.milestones)[number]) => rewardWords(named(one, coupons))
  return {
    rules: ruleLines(toldOf(body, coupons)),
    you: giftCard(body.inviter, coupons),
    friend: giftCard(body.invitee, coupons),
    milestones: body.milestones.map((one) => ({
      ...{ friends: one.friends, words: wordsOf(one), reached: friends >= one.friends },
    })),
    next: next && { friends: next.friends, missing: next.missing, words: wordsOf(next) },
  }
}

/** An inviter's page. Where inviting is paused it still tells what was promised; without any programme it promises nothing. */
export async function showMine(read: Reader, memberId: string, now: Date): Promise<Output<'referral.mine'>> {
  const open = await programmeAt(read, now)
  const newest = open ?? (await newestAt(read, now))
  const invitation = await read.findOne(Invitations, { where: { memberId } })
  const totals = await totalsOf(read, memberId)
  const nothing: ProgrammeBody = {
    ...PROGRAMME_DEFAULTS,
    ...{ inviter: { points: 0, templateId: null }, invitee: { points: 0, templateId: null }, milestones: [] },
  }
  const part = await programmePart(read, newest?.body ?? nothing, totals.qualified)
  return {
    ...{ ...part, rules: newest ? part.rules : [], on: open !== null, scene: invitation?.scene ?? null, totals },
    ranking: { on: open?.body.ranking ?? false, shown: invitation?.ranked ?? true },
  }
}

/** One line for the door to that page. */
export async function showOffer(read: Reader, now: Date): Promise<Output<'referral.offer'>> {
  const open = await programmeAt(read, now)
  if (open === null) return { on: false, words: '' }
  const coupons = await couponsOf(read, open.body)
  return { on: true, words: `朋友来过，你${getsWords(named(open.body.inviter, coupons))}` }
}
