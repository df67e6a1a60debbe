import { IsNull, LessThanOrEqual } from 'typeorm'
import { soonOf } from '@huitou/shared/community/rules'
import { renewTitle, renewWords } from '@huitou/shared/community/word-rules'
import { brandOf } from '#server/domains/store/queries'
import { askStore } from '#server/domains/worklist/ask'
import { minutesOfDay, momentText } from '#server/platform/business-day'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { eachAlone } from '#server/platform/jobs/each-alone'
import type { Platform } from '#server/platform/platform'
import { Groups, type GroupRow } from '../entities'

const SLICE = 100
/** Asked for while somebody is there and the day is long enough to do it. */
const FROM_MINUTES = 540
const UNTIL_MINUTES = 1080

/** Names the request for one code: a new code has another. */
export const causeOf = ({ id, until }: Pick<GroupRow, 'id' | 'until'>) => `community:${id}:${until?.getTime() ?? 0}`

const dueWhere = (now: Date) => ({ state: 'on', askedAt: IsNull(), until: LessThanOrEqual(soonOf(now)) }) as const

async function askOne(tx: Tx, id: string, zone: string, now: Date) {
  const group = await tx.findOne(Groups, { where: { id, ...dueWhere(now) }, ...forUpdate(tx) })
  // Somebody brought a new code, or another run asked, in this moment.
  if (group === null || group.until === null) return
  const text = renewWords(group.name, momentText(group.until, zone))
  const errand = { cause: causeOf(group), dueAt: now, title: renewTitle, text, memberId: null, reason: null }
  for (const storeId of [...group.storeIds].sort((a, b) => Number(a) - Number(b)))
    await askStore(tx, { ...errand, storeId })
  await tx.update(Groups, { id }, { askedAt: now })
}

/**
 * Asks the stores of a group for a new code, once for each code that ends within two days. A group of a whole region has no staff to ask:
 * operators see it in their list. True when more may be waiting.
 */
export async function askForCodes(platform: Pick<Platform, 'db' | 'log'>, now: Date): Promise<boolean> {
  const { zone } = await brandOf(platform.db.manager)
  const minutes = minutesOfDay(now, zone)
  if (minutes < FROM_MINUTES || minutes >= UNTIL_MINUTES) return false
  const due = await platform.db.manager.find(Groups, {
    ...{ select: { id: true }, where: dueWhere(now), order: { until: 'ASC' }, take: SLICE },
  })
  const done = await eachAlone(platform, due, 'community.askForCodes', (tx, { id }) => askOne(tx, id, zone, now))
  return done > 0 && due.length === SLICE
}
