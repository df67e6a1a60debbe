import type { Input, Output } from '@huitou/shared/api'
import { memberByPhone } from '#server/domains/member/enrol-member'
import { memberById } from '#server/domains/member/member-of'
import { nameForOthers, phoneMaskedOf } from '#server/domains/member/present'
import { takeDigits, takeScanned } from '#server/domains/member/shown-codes'
import { balanceOf } from '#server/domains/points/queries'
import { tierNameOf } from '#server/domains/tier/queries'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader, Tx } from '#server/platform/db/tx'
import type { Integrator } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { Refused, found, invalid } from '#server/platform/refused'
import { ApiVisits, type ApiVisitRow } from '../entities'

/** How long a till may act for whom it scanned. */
export const VISIT_MS = 10 * 60_000

export const mustServe = ({ storeIds }: Integrator, storeId: string) => {
  if (!storeIds.includes(storeId)) throw new Refused('store_not_yours')
}

type Asked = Input<'open.identify'>

/** By exactly one of code, digits and phone. A coupon's or an order's code is for the counter, not for a till. */
async function whoIs(tx: Tx, { signer, vault }: Platform, { code, digits, phone }: Asked, now: Date) {
  if ([code, digits, phone].filter((one) => one !== undefined).length !== 1)
    throw invalid('code, digits, phone', 'exactly one of them')
  if (phone !== undefined) {
    const member = await memberByPhone(tx, vault, phone)
    if (!member) throw new Refused('member_unknown')
    return { memberId: member.id, trusted: false }
  }
  const shown = code !== undefined ? await takeScanned(tx, signer, code, now) : await takeDigits(tx, digits ?? '', now)
  if (shown.kind !== 'member') throw new Refused('scan_code_invalid')
  return { memberId: shown.memberId, trusted: true }
}

/** Ten minutes of a key with a member. Answers the visit's id. */
export async function identify(tx: Tx, platform: Platform, by: Integrator, asked: Asked, now: Date): Promise<string> {
  const { storeId } = asked
  mustServe(by, storeId)
  const { memberId, trusted } = await whoIs(tx, platform, asked, now)
  const endsAt = new Date(now.getTime() + VISIT_MS)
  const row = { keyId: by.integratorId, storeId, memberId, trusted, openedAt: now, endsAt }
  const { identifiers } = await tx.insert(ApiVisits, row)
  return String(identifiers[0]?.['id'])
}

/** A visit of this key in this store that goes on. */
export async function visitOf(
  read: Reader,
  by: Integrator,
  { visitId, storeId }: { visitId: string; storeId: string },
  now: Date,
): Promise<ApiVisitRow> {
  mustServe(by, storeId)
  const visit = found(await read.findOne(ApiVisits, { where: { id: visitId, keyId: by.integratorId, storeId } }))
  if (visit.endsAt <= now) throw new Refused('visit_over')
  return visit
}

export async function presentVisit(
  read: Reader,
  vault: Vault,
  visitId: string,
  now: Date,
): Promise<Output<'open.identify'>['visit']> {
  const { id, endsAt, trusted, memberId } = found(await read.findOne(ApiVisits, { where: { id: visitId } }))
  const member = await memberById(read, memberId)
  return {
    ...{ id, trusted, endsAt: endsAt.toISOString() },
    member: {
      id: memberId,
      name: nameForOthers(member),
      phoneMasked: phoneMaskedOf(vault, member),
      tierName: await tierNameOf(read, member.tierLevel),
      available: await balanceOf(read, memberId, 'points', now),
    },
  }
}
