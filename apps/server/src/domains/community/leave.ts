import { In } from 'typeorm'
import { memberById } from '#server/domains/member/member-of'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Pages, Visits } from './entities'

const ROWS_MAX = 20_000

/** Where a leaving member looked is forgotten. Whom they brought stays counted, under a number that leads to nobody. */
export const forgetVisitsOf = (tx: Tx, { userFingerprint }: { userFingerprint: string }) =>
  tx.delete(Visits, { person: userFingerprint })

/** What is kept of a member here, for their own copy of everything. Of whom they brought nothing but how many. */
export async function visitsExported(read: Reader, memberId: string) {
  const { userFingerprint: person } = await memberById(read, memberId)
  const rows = await read.find(Visits, { where: { person }, order: { id: 'ASC' }, take: ROWS_MAX })
  const brought = await read.countBy(Visits, { inviterId: memberId })
  const pages = await read.find(Pages, { where: { id: In(rows.map(({ pageId }) => pageId)) } })
  const titles = new Map(pages.map(({ id, title }) => [id, title]))
  return [
    {
      name: 'groupPages',
      title: '微信群页面',
      rows: rows.map(({ pageId, inviterId, at }) => ({
        page: titles.get(pageId) ?? '',
        invited: inviterId !== null,
        at,
      })),
    },
    { name: 'groupPagesBrought', title: '请朋友看的微信群页面', rows: brought === 0 ? [] : [{ people: brought }] },
  ]
}
