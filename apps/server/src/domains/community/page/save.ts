import type { Input } from '@huitou/shared/api'
import type { PageBody } from '@huitou/shared/community/schema'
import { keepPictures } from '#server/domains/media/queries'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found, invalid } from '#server/platform/refused'
import { Pages, type PageRow } from '../entities'
import { groupsOf } from '../group/queries'
import { faultsOf } from './faults'

const lock = async (tx: Tx, id: string) => found(await tx.findOne(Pages, { where: { id }, ...forUpdate(tx) }))

/** What is named must be there; whether it will do is judged when it is published. */
async function mustExist(tx: Tx, { blocks, groupIds }: PageBody) {
  if (new Set(groupIds).size < groupIds.length) throw invalid('body.groupIds', 'each group once')
  if ((await groupsOf(tx, groupIds)).length < groupIds.length) throw new Refused('not_found')
  await keepPictures(
    tx,
    blocks.flatMap((block) => (block.kind === 'picture' ? [block.pictureId] : [])),
  )
}

async function mustBeReady(tx: Tx, page: PageBody, now: Date) {
  const faults = await faultsOf(tx, page, now)
  if (faults.length > 0) throw new Refused('community_not_ready', { facts: { faults } })
}

/** Writes a page as a draft, or changes one; what is on stays fit to be. Refuses community_ended, community_not_ready. Answers its id. */
export async function savePage(tx: Tx, { id, body }: Input<'community.savePage'>, now: Date): Promise<string> {
  const before = id === null ? null : await lock(tx, id)
  if (before?.state === 'ended') throw new Refused('community_ended')
  await mustExist(tx, body)
  if (before?.state === 'on') await mustBeReady(tx, body, now)
  const row = { ...body, savedAt: now }
  if (before) {
    await tx.update(Pages, { id: before.id }, row)
    return before.id
  }
  const fresh: Omit<PageRow, 'id'> = { ...row, state: 'draft', publishedAt: null, endedAt: null }
  return String((await tx.insert(Pages, fresh)).identifiers[0]?.['id'])
}

/** Puts a draft on. Refuses community_ended, community_not_ready with the faults. Answers its id. */
export async function publishPage(tx: Tx, id: string, now: Date): Promise<string> {
  const row = await lock(tx, id)
  if (row.state === 'on') throw new Refused('already_done')
  if (row.state === 'ended') throw new Refused('community_ended')
  await mustBeReady(tx, row, now)
  await tx.update(Pages, { id }, { state: 'on', publishedAt: now })
  return id
}

/** Ends it for good; a draft too. Answers its id. */
export async function endPage(tx: Tx, id: string, now: Date): Promise<string> {
  if ((await lock(tx, id)).state === 'ended') throw new Refused('already_done')
  await tx.update(Pages, { id }, { state: 'ended', endedAt: now })
  return id
}
