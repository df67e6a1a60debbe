import type { Input, Output } from '@huitou/shared/api'
import type { PointsAccountCard } from '@huitou/shared/points/console/contract'
import { settled, totalsOf } from '@huitou/shared/points/book-rules'
import { byEnd } from '@huitou/shared/points/rules'
import { memberById } from '#server/domains/member/member-of'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { readBooks, viewOf } from '../book'
import { Accounts, type AccountRow } from '../entities'
import { totalsAsOf } from '../queries'
import type { Book } from '../write-txn'

/** A member has few live lots; this bounds one answer all the same. */
const LOTS_SHOWN = 200

const frozenOf = ({ frozenAt, frozenReason, frozenBy }: AccountRow): PointsAccountCard['frozen'] =>
  frozenAt === null ? null : { at: frozenAt.toISOString(), reason: frozenReason ?? '', by: frozenBy ?? 'system' }

function present(book: Book, now: Date): PointsAccountCard {
  const { account } = book
  return {
    unit: account.unit,
    // What is frozen stands still, until somebody lets it go.
    ...totalsOf(account.frozenAt ? viewOf(book) : settled(viewOf(book), now)),
    frozen: frozenOf(account),
    activeAt: account.activeAt?.toISOString() ?? null,
    lots: [...book.lots]
      .sort(byEnd)
      .slice(0, LOTS_SHOWN)
      .map((lot) => ({
        id: lot.id,
        txnId: lot.txnId,
        state: lot.state,
        points: lot.remaining,
        held: lot.held,
        source: lot.source,
        ruleVersion: lot.ruleVersion,
        activatesAt: lot.activatesAt?.toISOString() ?? null,
        activatesOn: lot.activatesOn,
        expiresAt: lot.expiresAt?.toISOString() ?? null,
      })),
  }
}

export async function accountsOf(read: Reader, memberId: string, now: Date): Promise<Output<'points.account'>> {
  await memberById(read, memberId)
  const accounts = await read.find(Accounts, { where: { memberId }, order: { unit: 'DESC' } })
  return { memberId, accounts: (await readBooks(read, accounts)).map((book) => present(book, now)) }
}

export async function accountCard(read: Reader, id: string, now: Date): Promise<PointsAccountCard> {
  const account = found(await read.findOne(Accounts, { where: { id } }))
  const [book] = await readBooks(read, [account])
  return present(found(book), now)
}

export async function asOf(read: Reader, { memberId, unit, at }: Input<'points.asOf'>): Promise<Output<'points.asOf'>> {
  return { at, ...(await totalsAsOf(read, memberId, unit, new Date(at))) }
}
