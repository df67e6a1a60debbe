import type { Input, Output } from '@huitou/shared/api'
import { isNewcomerAt, judgeClaim } from '@huitou/shared/task/rules'
import { Coupons } from '#server/domains/coupon/entities'
import { templateById } from '#server/domains/coupon/queries'
import { lockMember } from '#server/domains/member/member-of'
import { Txns } from '#server/domains/points/entities'
import type { Reader, Tx } from '#server/platform/db/tx'
import { found, mustBe, Refused } from '#server/platform/refused'
import { Progresses, Tasks, type ProgressRow, type TaskRow } from './entities'
import { feed } from './feed'
import { giveReward, standingNow } from './give'
import { isProfileComplete } from './profile'
import { personOf, type Person } from './terms'

/** A profile that was complete before the task began, or of which nobody has told yet, is complete all the same. */
async function feedProfile(tx: Tx, task: TaskRow, { member }: Person, now: Date) {
  if (task.goalKind !== 'profile' || task.state !== 'on' || !isProfileComplete(member)) return
  if (!isNewcomerAt(task, member.joinedAt, now)) return
  await feed(tx, member, { cause: `profile:${member.id}`, kinds: ['profile'], at: now, times: 1, fen: 0 }, now)
}

type Wish = Input<'task.claim'> & { memberId: string; now: Date }

/** The row that is asked for: told under the member's lock, so that of many taps one finds it unclaimed. */
async function rowOf(tx: Tx, task: TaskRow, { memberId, day }: Wish): Promise<ProgressRow> {
  const where = { memberId, taskId: task.id, periodKey: day ?? 0 }
  const row = await tx.findOne(Progresses, { where })
  if (!row) throw new Refused('task_not_done')
  return row
}

/** Fetches a reward, once. Refuses what `judgeClaim` refuses, and coupon_sold_out where its coupon has run out. Answers the progress. */
export async function claimReward(tx: Tx, wish: Wish): Promise<string> {
  const { memberId, taskId, now } = wish
  const person = await personOf(tx, await lockMember(tx, memberId))
  const task = found(await tx.findOne(Tasks, { where: { id: taskId } }))
  if (task.state === 'draft') throw new Refused('not_found')
  await feedProfile(tx, task, person, now)
  const row = await rowOf(tx, task, wish)
  mustBe(judgeClaim(await standingNow(tx, task, row, person), now))
  await giveReward(tx, task, row, `member:${memberId}`, now)
  return row.id
}

/** What a claim came to. */
export async function presentClaim(read: Reader, memberId: string, id: string): Promise<Output<'task.claim'>> {
  const row = found(await read.findOne(Progresses, { where: { id, memberId } }))
  const { name } = found(await read.findOne(Tasks, { where: { id: row.taskId } }))
  const coupon = row.couponId === null ? null : await read.findOne(Coupons, { where: { id: row.couponId } })
  const txn = row.txnId === null ? null : await read.findOne(Txns, { where: { id: row.txnId } })
  return {
    ...{ name, points: row.points, cutBy: row.cutBy, couponId: row.couponId },
    couponName: coupon ? (await templateById(read, coupon.templateId)).name : null,
    balanceAfter: txn?.balanceAfter ?? null,
  }
}
