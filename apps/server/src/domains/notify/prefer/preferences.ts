import { In } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import type { Quiet } from '@huitou/shared/notify/prefer-rules'
import { isSelling, TOPICS_IN_ORDER, TOPIC_WORDS } from '@huitou/shared/notify/topic-word-rules'
import { TOPICS, type Topic } from '@huitou/shared/notify/topic-rules'
import { Distributors } from '#server/domains/distribution/entities'
import { lockMember } from '#server/domains/member/member-of'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Credits, Templates } from '../entities'
import { isStreakWatched, watchStreak } from '../trigger/streak'
import { Preferences } from './entities'
import { policyNow } from './policy'

type Wishes = { appOnly: Topic[]; quiet: Quiet | null }

export async function wishesOf(read: Reader, memberId: string): Promise<Wishes> {
  const row = await read.findOne(Preferences, { where: { memberId } })
  if (!row) return { appOnly: [], quiet: null }
  const { appOnly, quietFrom, quietUntil } = row
  const quiet = quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil }
  return { appOnly, quiet }
}

/** What may come of each topic, as the member's settings show it. */
export async function preferencesOf(read: Reader, memberId: string): Promise<Output<'notify.preferences'>> {
  const { appOnly, quiet } = await wishesOf(read, memberId)
  const templates = await read.find(Templates, { where: { topic: In([...TOPICS]), enabled: true } })
  const carriers = new Map(templates.map((one) => [one.topic, one.templateId]))
  const credits = await read.find(Credits, { where: { memberId } })
  const balances = new Map(credits.map((one) => [one.templateId, one.balance]))
  const sells = await read.existsBy(Distributors, { memberId })
  const topics = TOPICS_IN_ORDER.filter((topic) => sells || !isSelling(topic)).map((topic) => {
    const templateId = carriers.get(topic) ?? null
    const allowed = templateId === null ? 0 : (balances.get(templateId) ?? 0)
    return { topic, ...TOPIC_WORDS[topic], wechat: !appOnly.includes(topic), templateId, allowed }
  })
  const streakWarning = await isStreakWatched(read, memberId)
  return { topics, quiet, shopQuiet: (await policyNow(read)).quiet, streakWarning }
}

type Saving = Input<'notify.savePreferences'> & { memberId: string; now: Date }

/** Keeps what a member wants, whole: the last word holds. Nothing they get depends on it (R37). */
export async function savePreferences(tx: Tx, { memberId, appOnly, quiet, streakWarning, now }: Saving) {
  await lockMember(tx, memberId)
  const wishes = { appOnly: [...new Set(appOnly)], quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null }
  await tx.upsert(Preferences, { memberId, ...wishes, savedAt: now }, ['memberId'])
  await watchStreak(tx, memberId, streakWarning, now)
  return preferencesOf(tx, memberId)
}
