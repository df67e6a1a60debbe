import { randomUUID } from 'node:crypto'
import type { Programme } from '@huitou/shared/tier/programme-rules'
import { lockMember } from '#server/domains/member/member-of'
import { post, postOne } from '#server/domains/points/post'
import { inTransaction } from '#server/platform/db/tx'
import { mustBe } from '#server/platform/refused'
import type { World } from '#test/world'
import { climb, recheck } from './climb'
import { Changes, Programmes } from './entities'

type Db = World['db']

/** Earns growth at some time, and climbs as a purchase would. Answers the transaction. */
export const grow = (db: Db, memberId: string, points: number, at: Date) =>
  inTransaction(db, async (tx) => {
    await lockMember(tx, memberId)
    const common = { memberId, unit: 'growth', sourceKey: randomUUID(), reason: '消费', source: '测试' } as const
    const more = { kind: 'earn', points, expiresAt: null, lotSource: 'purchase', actor: 'system' } as const
    const { txnId } = await postOne(tx, { ...common, ...more }, at)
    await climb(tx, memberId, at)
    return txnId
  })

/** Takes growth back, as a refund would, and looks at the tier again. */
export const shrink = (db: Db, memberId: string, txnId: string, at: Date) =>
  inTransaction(db, async (tx) => {
    await lockMember(tx, memberId)
    const sourceKey = `refund:${txnId}`
    const common = { memberId, unit: 'growth', sourceKey, reason: '退款', source: '测试', actor: 'system' } as const
    for (const outcome of await post(tx, [{ ...common, kind: 'reverse', txnId, graceDays: 0 }], at)) mustBe(outcome)
    await recheck(tx, memberId, at)
  })

/** Puts rules in force from a day in the past, and takes those from before away. */
export async function ruleBy(db: Db, body: Programme, activeOn = 20_000_101) {
  const at = new Date('2000-01-01T00:00:00.000Z')
  const row = { body, state: 'published', activeOn, note: '测试', author: 'system', sweptTo: null } as const
  await db.manager.clear(Programmes)
  await db.manager.insert(Programmes, { ...row, version: 1, savedAt: at, publishedAt: at, sweptAt: at })
}

export const changesOf = async (db: Db, memberId: string) =>
  (await db.manager.find(Changes, { where: { memberId }, order: { id: 'ASC' } })).map(
    ({ kind, day, fromLevel, toLevel }) => [kind, day, fromLevel, toLevel],
  )
