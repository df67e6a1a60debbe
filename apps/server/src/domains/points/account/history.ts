import { Between, In, LessThan, type FindOptionsWhere } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { addDays, addMonths, type Month } from '@huitou/shared/kit/day'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { byId } from '@huitou/shared/points/rules'
import { brandOf } from '#server/domains/store/queries'
import { endOfDay } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { idCursor } from '#server/platform/db/cursor'
import { Lots, Txns, type PointUnit, type TxnRow } from '../entities'
import { presentTxn } from './present'
import { accountOf } from '../queries'

type Filter = Input<'points.history'>['filter']
type Asked = { unit?: PointUnit; filter: Filter; before?: string | undefined; month?: Month | undefined }

/** A member has few pending earnings at a time; this bounds one request all the same. */
const PENDING_MAX = 500

type Where = FindOptionsWhere<TxnRow>

async function whereOf(read: Reader, accountId: string, filter: Filter, before: string | null): Promise<Where> {
  const older: Where = before === null ? { accountId } : { accountId, id: LessThan(before) }
  switch (filter) {
    case 'all':
      return older
    case 'earned':
      return { ...older, direction: 1 }
    case 'spent':
      return { ...older, direction: -1 }
    case 'expired':
      return { ...older, kind: 'expire' }
    case 'adjusted':
      return { ...older, kind: In(['adjust', 'opening', 'transfer_in', 'transfer_out']) }
    case 'pending': {
      const lots = await read.find(Lots, { where: { accountId, live: true, state: 'pending' }, take: PENDING_MAX })
      const ids = lots.map((lot) => lot.txnId).filter((id) => before === null || byId(id, before) < 0)
      return { accountId, id: In(ids) }
    }
  }
}

/** From the first moment of a month's business days to the last. */
async function spanOf(read: Reader, month: Month) {
  const brand = await brandOf(read)
  const startOf = (one: Month) => endOfDay(addDays(one * 100 + 1, -1), brand)
  return Between(startOf(month), new Date(startOf(addMonths(month, 1)).getTime() - 1))
}

/** The journal by keyset: page two thousand costs what page one does. */
export async function historyOf(
  read: Reader,
  memberId: string,
  { unit = 'points', filter, before, month }: Asked,
): Promise<Output<'points.history'>> {
  const account = await accountOf(read, memberId, unit)
  const where = await whereOf(read, account.id, filter, before === undefined ? null : idCursor(before))
  if (month !== undefined) where.effectiveAt = await spanOf(read, month)
  const rows = await read.find(Txns, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return { rows: page.map(presentTxn), next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null }
}
