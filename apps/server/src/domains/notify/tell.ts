import { In, IsNull } from 'typeorm'
import { Members } from '#server/domains/member/entities'
import type { Tx } from '#server/platform/db/tx'
import { Messages, Templates } from './entities'
import type { Told } from './told'

const TOGETHER = 500

/** Of these, who is a member and was not told for the same cause before. */
async function whoIsNew(tx: Tx, told: readonly Told[], triggerKey: string): Promise<Told[]> {
  const memberId = In(told.map((one) => one.memberId))
  const members = await tx.find(Members, { select: { id: true }, where: { id: memberId, leftAt: IsNull() } })
  const had = await tx.find(Messages, { select: { memberId: true }, where: { triggerKey, memberId } })
  const [here, done] = [new Set(members.map(({ id }) => id)), new Set(had.map((row) => row.memberId))]
  return told.filter((one) => here.has(one.memberId) && !done.has(one.memberId))
}

async function tellSome(tx: Tx, told: readonly Told[], triggerKey: string, now: Date) {
  const fresh = await whoIsNew(tx, told, triggerKey)
  if (fresh.length === 0) return
  const topics = In(fresh.map(({ topic }) => topic))
  const carried = new Set(
    (await tx.find(Templates, { where: { topic: topics, enabled: true } })).map((one) => one.topic),
  )
  const unsent = { readAt: null, templateId: null, attempts: 0, sendingAt: null, settledAt: null }
  const unknown = { msgId: null, errcode: null, deliveredAt: null }
  await tx.insert(
    Messages,
    fresh.map((one) => ({
      ...{ ...one, ...unsent, ...unknown, triggerKey, createdAt: now },
      ...(carried.has(one.topic)
        ? { state: 'waiting' as const, nextAt: now }
        : { state: 'none' as const, nextAt: null }),
    })),
  )
}

/**
 * Tells members something: in the app at once, and through WeChat as soon as the sender comes by, where a template carries the topic.
 * Whether they allow messages changes nothing here (R37). The same cause again tells nobody twice.
 */
export async function tell(tx: Tx, told: readonly Told[], triggerKey: string, now: Date) {
  for (let from = 0; from < told.length; from += TOGETHER)
    await tellSome(tx, told.slice(from, from + TOGETHER), triggerKey, now)
}
