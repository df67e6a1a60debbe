import { In } from 'typeorm'
import { lockedWords } from '@huitou/shared/task/word-rules'
import { tierNameOf } from '#server/domains/tier/queries'
import type { Reader } from '#server/platform/db/tx'
import { Tasks } from './entities'
import type { Shown } from './present'

/** Why each that is locked is, in words: the tier that it takes, or the task before it. */
export async function whyLocked(read: Reader, shown: readonly Shown[], level: number): Promise<Map<string, string>> {
  const words = new Map<string, string>()
  const locked = shown.filter(({ state }) => state === 'locked').map(({ task }) => task)
  const afterIds = locked.flatMap(({ afterId }) => afterId ?? [])
  const before = afterIds.length === 0 ? [] : await read.find(Tasks, { where: { id: In(afterIds) } })
  for (const { id, minLevel, afterId } of locked) {
    const after = before.find((one) => one.id === afterId)
    if (minLevel !== null && level < minLevel) words.set(id, lockedWords.tier(await tierNameOf(read, minLevel)))
    else if (after) words.set(id, lockedWords.after(after.name))
  }
  return words
}
