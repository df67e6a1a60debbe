import { In, LessThan, MoreThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import type { OperatorReferral } from '@huitou/shared/referral/console-contract'
import { reasonWords } from '@huitou/shared/referral/word-rules'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Programmes, Referrals, type ReferralRow } from '../entities'
import { evidenceOf } from '../facts'

type Names = { names: Map<string, string>; versions: Map<string, number> }

async function namesOf(read: Reader, rows: readonly ReferralRow[]): Promise<Names> {
  const ids = rows.flatMap(({ inviterId, inviteeId }) => [inviterId, inviteeId])
  const members = ids.length === 0 ? [] : await read.find(Members, { where: { id: In(ids) } })
  const programmeIds = [...new Set(rows.map(({ programmeId }) => programmeId))]
  const programmes = programmeIds.length === 0 ? [] : await read.find(Programmes, { where: { id: In(programmeIds) } })
  return {
    names: new Map(members.map((member) => [member.id, nameForOthers(member)])),
    versions: new Map(programmes.map(({ id, version }) => [id, version ?? 0])),
  }
}

const text = (at: Date | null) => at?.toISOString() ?? null

const present = (row: ReferralRow, { names, versions }: Names): OperatorReferral => ({
  ...{ id: row.id, inviterId: row.inviterId, inviteeId: row.inviteeId, state: row.state },
  ...{ inviterName: names.get(row.inviterId) ?? '', inviteeName: names.get(row.inviteeId) ?? '' },
  version: versions.get(row.programmeId) ?? 0,
  ...{ joinedAt: row.joinedAt.toISOString(), deadline: row.deadline.toISOString(), qualifiedAt: text(row.qualifiedAt) },
  ...{ reasons: row.reasons, reasonWords: reasonWords(row.reasons) },
  ...{ decision: row.decision, decidedWhy: row.decidedWhy, decidedAt: text(row.decidedAt) },
  ...{ appeal: row.appeal, appealedAt: text(row.appealedAt) },
})

const nextOf = (rows: readonly { id: string }[]) => (rows.length > PAGE_SIZE ? (rows[PAGE_SIZE - 1]?.id ?? null) : null)

export async function referralsPage(
  read: Reader,
  { state, inviterId, before }: Input<'referral.list'>,
): Promise<Output<'referral.list'>> {
  const where = {
    ...(state === undefined ? {} : { state }),
    ...(inviterId === undefined ? {} : { inviterId }),
    ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }),
  }
  const rows = await read.find(Referrals, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const names = await namesOf(read, rows)
  return { rows: rows.slice(0, PAGE_SIZE).map((row) => present(row, names)), next: nextOf(rows) }
}

/** What waits for a person, oldest first. */
export async function reviewsPage(
  read: Reader,
  { before }: Input<'referral.reviews'>,
): Promise<Output<'referral.reviews'>> {
  const where = { state: 'held' as const, ...(before === undefined ? {} : { id: MoreThan(idCursor(before)) }) }
  const rows = await read.find(Referrals, { where, order: { id: 'ASC' }, take: PAGE_SIZE + 1 })
  const names = await namesOf(read, rows)
  const shown: Output<'referral.reviews'>['rows'] = []
  for (const row of rows.slice(0, PAGE_SIZE)) {
    const { body } = found(await read.findOne(Programmes, { where: { id: row.programmeId } }))
    shown.push({ ...present(row, names), evidence: await evidenceOf(read, row, body.review) })
  }
  return { rows: shown, next: nextOf(rows) }
}

export async function referralFor(read: Reader, id: string): Promise<Output<'referral.decide'>> {
  const row = found(await read.findOne(Referrals, { where: { id } }))
  return { referral: present(row, await namesOf(read, [row])) }
}
