import { In, LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import type { OperatorPage } from '@huitou/shared/community/console-contract'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Groups, Pages, type PageRow } from '../entities'
import { faultsOf } from './faults'

const PICTURE_PAGES_MAX = 1000

const present = async (read: Reader, row: PageRow, now: Date): Promise<OperatorPage> => ({
  ...row,
  savedAt: row.savedAt.toISOString(),
  publishedAt: row.publishedAt?.toISOString() ?? null,
  endedAt: row.endedAt?.toISOString() ?? null,
  path: `invite/group/index?pageId=${row.id}`,
  faults: row.state === 'ended' ? [] : await faultsOf(read, row, now),
})

export const operatorPage = async (read: Reader, id: string, now: Date) => ({
  page: await present(read, found(await read.findOne(Pages, { where: { id } })), now),
})

export async function operatorPages(
  read: Reader,
  { state, before }: Input<'community.pages'>,
  now: Date,
): Promise<Output<'community.pages'>> {
  const where = {
    ...(state === undefined ? {} : { state }),
    ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }),
  }
  const rows = await read.find(Pages, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const shown: OperatorPage[] = []
  for (const row of rows.slice(0, PAGE_SIZE)) shown.push(await present(read, row, now))
  return { rows: shown, next: rows.length > PAGE_SIZE ? (rows[PAGE_SIZE - 1]?.id ?? null) : null }
}

/** Which of these pictures a group or a page that is not over shows. */
export async function picturesOfCommunity(read: Reader, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const groups = await read.find(Groups, { select: { pictureId: true }, where: { pictureId: In([...ids]) } })
  const pages = await read.find(Pages, {
    ...{ select: { id: true, blocks: true }, where: { state: In(['draft', 'on']) } },
    ...{ order: { id: 'DESC' }, take: PICTURE_PAGES_MAX },
  })
  const shown = pages.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'picture' ? [block.pictureId] : [])),
  )
  return [...groups.map(({ pictureId }) => pictureId), ...shown]
}

/** Whether a code may lead to it: it is on, or about to be. */
export const isGroupPage = (read: Reader, id: string) => read.existsBy(Pages, { id, state: In(['draft', 'on']) })
