import { In, IsNull, MoreThan } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { tierAt } from '@huitou/shared/tier/programme-rules'
import { Coupons } from '#server/domains/coupon/entities'
import { templatesWithStores } from '#server/domains/coupon/queries'
import type { Reader, Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Changes, Holdings, Packs } from './entities'
import { programmeOf, type Clock } from './programme/in-force'

const DAY_MS = 86_400_000
/** Nobody is congratulated on what they have had for a month. */
const FRESH_DAYS = 30

async function couponNames(read: Reader, couponIds: readonly string[]): Promise<string[]> {
  const coupons = couponIds.length === 0 ? [] : await read.find(Coupons, { where: { id: In([...couponIds]) } })
  const templates = await templatesWithStores(
    read,
    coupons.map((coupon) => coupon.templateId),
  )
  return coupons.map((coupon) => templates.get(coupon.templateId)?.template.name ?? '').filter((name) => name !== '')
}

/** The newest rise that the member has not seen and still has, with what it brought. */
export async function celebrationOf(
  read: Reader,
  memberId: string,
  level: number,
  clock: Clock,
): Promise<Output<'tier.mine'>['celebration']> {
  const since = new Date(clock.now.getTime() - FRESH_DAYS * DAY_MS)
  const rise = await read.findOne(Changes, {
    where: { memberId, kind: 'raised', seenAt: IsNull(), recordedAt: MoreThan(since) },
    order: { id: 'DESC' },
  })
  if (!rise || rise.toLevel > level || rise.toLevel === rise.fromLevel) return null
  const packs = await read.find(Packs, { where: { changeId: rise.id, live: 1 }, order: { level: 'ASC' } })
  const cardIds = packs.map((pack) => pack.cardId).filter((id): id is string => id !== null)
  const cards = cardIds.length === 0 ? [] : await read.find(Holdings, { where: { id: In(cardIds) } })
  const programme = programmeOf(clock)
  return {
    id: rise.id,
    level: rise.toLevel,
    name: tierAt(programme, rise.toLevel).name,
    fromName: tierAt(programme, rise.fromLevel).name,
    at: rise.recordedAt.toISOString(),
    pack: {
      points: packs.reduce((sum, pack) => sum + pack.points, 0),
      couponNames: await couponNames(
        read,
        packs.flatMap((pack) => pack.couponIds),
      ),
      cardName: cards[0]?.name ?? null,
    },
  }
}

/** The member has seen this rise, and with it those before. */
export async function markCelebrated(tx: Tx, memberId: string, id: string, now: Date) {
  const rise = found(await tx.findOne(Changes, { where: { id, memberId } }))
  await tx
    .createQueryBuilder()
    .update(Changes)
    .set({ seenAt: now })
    .where('memberId = :memberId AND id <= :id AND seenAt IS NULL', { memberId, id: rise.id })
    .execute()
}
