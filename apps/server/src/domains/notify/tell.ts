import { In, IsNull } from 'typeorm'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { today } from '#server/domains/store/queries'
import type { Tx } from '#server/platform/db/tx'
import { Messages, Templates, type MessageRow } from './entities'
import type { Told } from './trigger/told'
import { wordsOf } from './wording/wording'

const TOGETHER = 500

const NOTHING_YET = {
  ...{ readAt: null, templateId: null, attempts: 0, sendingAt: null, settledAt: null, openedAt: null },
  ...{ msgId: null, errcode: null, deliveredAt: null, heldBy: null, via: null, noticeId: null },
} as const

type Person = Pick<MemberRow, 'id' | 'nickname'>

/** Of these, who is a member and was not told for the same cause before. */
async function whoIsNew(tx: Tx, told: readonly Told[], triggerKey: string): Promise<[Told, Person][]> {
  const memberId = In(told.map((one) => one.memberId))
  const members = await tx.find(Members, {
    select: { id: true, nickname: true },
    where: { id: memberId, leftAt: IsNull() },
  })
  const had = await tx.find(Messages, { select: { memberId: true }, where: { triggerKey, memberId } })
  const [here, done] = [new Map(members.map((one) => [one.id, one])), new Set(had.map((row) => row.memberId))]
  return told.flatMap((one) => {
    const person = here.get(one.memberId)
    return person && !done.has(one.memberId) ? [[one, person] as [Told, Person]] : []
  })
}

async function tellSome(tx: Tx, told: readonly Told[], triggerKey: string, { now, isTest }: Manner): Promise<string[]> {
  const fresh = await whoIsNew(tx, told, triggerKey)
  if (fresh.length === 0) return []
  const topics = [...new Set(fresh.map(([{ topic }]) => topic))]
  const templates = await tx.find(Templates, { where: { topic: In(topics), enabled: true } })
  const carried = new Set(templates.map((one) => one.topic))
  const { day, brand } = await today(tx, now)
  const wordsFor = await wordsOf(tx, topics, brand.name)
  const rows = fresh.map(([{ until, cause: _cause, ...one }, { nickname }]): Omit<MessageRow, 'id'> => ({
    ...{ ...one, ...NOTHING_YET, triggerKey, createdAt: now, day, isTest, untilAt: until ?? null },
    ...wordsFor(one, nickname),
    toCount: isTest ? null : 1,
    ...(carried.has(one.topic) ? { state: 'waiting', nextAt: now } : { state: 'none', nextAt: null }),
  }))
  return (await tx.insert(Messages, rows)).identifiers.map((one) => String(one['id']))
}

type Manner = { now: Date; isTest: boolean }

/**
 * Tells members something: in the app at once, and through WeChat as soon as the sender comes by, where a template carries the topic.
 * Whether they allow messages changes nothing here (R37). The same cause again tells nobody twice.
 */
export async function tell(tx: Tx, told: readonly Told[], triggerKey: string, now: Date) {
  for (let from = 0; from < told.length; from += TOGETHER)
    await tellSome(tx, told.slice(from, from + TOGETHER), triggerKey, { now, isTest: false })
}

/** Tells one member a sample; null for somebody who is no member. Answers the message's id. */
export const tellSample = async (tx: Tx, told: Told, triggerKey: string, now: Date) =>
  (await tellSome(tx, [told], triggerKey, { now, isTest: true }))[0] ?? null
