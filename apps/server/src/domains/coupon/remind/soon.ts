import { Between, IsNull } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { inTransaction, type Reader, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import type { Platform } from '#server/platform/platform'
import { Coupons } from '../entities'
import { templateById } from '../queries'

const SOON_MS = 3 * 86_400_000
const A_RUN = 200

const window = (now: Date) => Between(new Date(now.getTime() + 1), new Date(now.getTime() + SOON_MS))

/** What of a member's wallet ends within three days. Along (member, state, expires_at). */
export async function soonOf(read: Reader, memberId: string, now: Date): Promise<Output<'coupon.soon'>> {
  const where = { memberId, state: 'unused' as const, expiresAt: window(now) }
  const first = await read.findOne(Coupons, { where, order: { expiresAt: 'ASC' } })
  if (!first) return { count: 0, firstEndsAt: null, firstName: null }
  return {
    count: await read.countBy(Coupons, where),
    firstEndsAt: first.expiresAt.toISOString(),
    firstName: (await templateById(read, first.templateId)).name,
  }
}

async function remind(tx: Tx, now: Date): Promise<boolean> {
  const where = { state: 'unused' as const, remindedAt: IsNull(), expiresAt: window(now) }
  const due = await tx.find(Coupons, { where, order: { expiresAt: 'ASC' }, take: A_RUN })
  for (const { id, memberId, templateId, expiresAt } of due) {
    const { affected } = await tx.update(Coupons, { id, remindedAt: IsNull() }, { remindedAt: now })
    if (affected === 1)
      await announce(
        tx,
        'coupon.endsSoon',
        { couponId: id, memberId, templateId, endsAt: expiresAt.toISOString() },
        now,
      )
  }
  return due.length === A_RUN
}

/** Announces each coupon that is about to end, once; what carries it to the member listens. True when more is waiting. */
export const remindDue = ({ db }: Platform, now: Date) => inTransaction(db, (tx) => remind(tx, now))
