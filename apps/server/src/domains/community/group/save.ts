import { In } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import { untilFault } from '@huitou/shared/community/rules'
import type { GroupBody, GroupState } from '@huitou/shared/community/schema'
import { isUnlawful, wordsOfGroup } from '@huitou/shared/community/word-rules'
import { keepPictures } from '#server/domains/media/queries'
import { Stores } from '#server/domains/store/entities'
import { withdrawFrom } from '#server/domains/worklist/ask'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found, invalid } from '#server/platform/refused'
import { Groups, type GroupRow } from '../entities'
import { causeOf } from './renew'

const lock = async (tx: Tx, id: string) => found(await tx.findOne(Groups, { where: { id }, ...forUpdate(tx) }))

const PROBLEMS = {
  missing: 'a code of a group ends: say when',
  over: 'ended already',
  too_late: 'a code of a group does not last that long: 30 days on at most',
} as const

const timeOf = (until: Date | null) => until?.getTime() ?? null

/** Of a code that stays, the end was judged when it was entered. */
function mustEnd(before: GroupRow | null, { kind }: Pick<GroupBody, 'kind'>, until: Date | null, now: Date) {
  const fault = untilFault({ kind, until }, now)
  if (fault === null) return
  const isKept = before !== null && timeOf(before.until) === timeOf(until) && fault !== 'missing'
  if (!isKept) throw invalid('body.until', PROBLEMS[fault])
}

async function mustExist(tx: Tx, { storeIds, pictureId }: Pick<GroupBody, 'storeIds' | 'pictureId'>) {
  const unique = [...new Set(storeIds)]
  const known = unique.length === 0 ? 0 : await tx.countBy(Stores, { id: In(unique) })
  if (known < unique.length) throw new Refused('not_found')
  await keepPictures(tx, [pictureId])
}

/** What staff were asked for about the code that was there. */
const withdraw = (tx: Tx, group: GroupRow) => withdrawFrom(tx, group.storeIds, causeOf(group))

const sameStores = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((id) => other.includes(id))

/**
 * Writes a group, new ones as on. A new end is a new code: it is asked for anew in its time. So it is where the group has moved to other
 * stores. Refuses community_group_ended and community_unlawful. Answers its id.
 */
export async function saveGroup(tx: Tx, { id, body }: Input<'community.saveGroup'>, now: Date): Promise<string> {
  const before = id === null ? null : await lock(tx, id)
  if (before?.state === 'ended') throw new Refused('community_group_ended')
  const until = body.until === null ? null : new Date(body.until)
  mustEnd(before, body, until, now)
  if (isUnlawful(wordsOfGroup(body))) throw new Refused('community_unlawful')
  await mustExist(tx, body)
  const row = { ...body, storeIds: [...new Set(body.storeIds)], until, savedAt: now }
  if (before === null) {
    const { identifiers } = await tx.insert(Groups, { ...row, state: 'on', askedAt: null })
    return String(identifiers[0]?.['id'])
  }
  const isNew = timeOf(before.until) !== timeOf(until) || !sameStores(before.storeIds, row.storeIds)
  if (isNew) await withdraw(tx, before)
  await tx.update(Groups, { id: before.id }, { ...row, askedAt: isNew ? null : before.askedAt })
  return before.id
}

/** Says that nobody fits in any more, that there is room again, or that it is over. Refuses community_group_ended. Answers its id. */
export async function setGroup(tx: Tx, id: string, state: GroupState): Promise<string> {
  const before = await lock(tx, id)
  if (before.state === state) throw new Refused('already_done')
  if (before.state === 'ended') throw new Refused('community_group_ended')
  if (state !== 'on') await withdraw(tx, before)
  await tx.update(Groups, { id }, { state, askedAt: state === 'on' ? null : before.askedAt })
  return id
}
