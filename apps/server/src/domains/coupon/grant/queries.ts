import { In, LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import type { GrantCard } from '@huitou/shared/coupon/grant-contract'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { refusals, type Refusal } from '@huitou/shared/refusals'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { nameForOthers, phoneMaskedOf } from '#server/domains/member/present'
import type { Vault } from '#server/platform/crypto/vault'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found, invalid } from '#server/platform/refused'
import { Coupons, Templates } from '../entities'
import { templateById } from '../queries'
import { GrantLines, Grants, type GrantRow } from './entities'
import { matching, readList, type Problem } from './whom'

const SAMPLE = 5
const PROBLEMS_SHOWN = 100

async function whomOf(read: Reader, vault: Vault, { csv, filter }: Input<'coupon.previewGrant'>) {
  if ((csv === undefined) === (filter === undefined)) throw invalid('csv, filter', 'exactly one of them')
  if (csv !== undefined) {
    const { memberIds, problems } = await readList(read, vault, csv)
    const first = await read.find(Members, { where: { id: In(memberIds.slice(0, SAMPLE)) }, order: { id: 'ASC' } })
    return { total: memberIds.length, first, problems }
  }
  const query = await matching(read, filter ?? {})
  return { total: await query.getCount(), first: await query.take(SAMPLE).getMany(), problems: [] as Problem[] }
}

const presentSample = (vault: Vault, member: MemberRow) => ({
  memberId: member.id,
  name: nameForOthers(member),
  phoneMasked: phoneMaskedOf(vault, member),
})

/** Who would get it, what is wrong with the list, and whether there are enough. */
export async function previewGrant(
  read: Reader,
  vault: Vault,
  asked: Input<'coupon.previewGrant'>,
): Promise<Output<'coupon.previewGrant'>> {
  const { stockLeft } = await templateById(read, asked.templateId)
  const { total, first, problems } = await whomOf(read, vault, asked)
  return {
    ...{ total, stockLeft, sample: first.map((member) => presentSample(vault, member)) },
    problems: problems.slice(0, PROBLEMS_SHOWN),
    moreProblems: Math.max(0, problems.length - PROBLEMS_SHOWN),
  }
}

/** How many of what a grant gave are used, along its own lines. */
async function usedIn(read: Reader, grantId: string): Promise<number> {
  return read
    .createQueryBuilder(GrantLines, 'line')
    .innerJoin(Coupons.options.name, 'coupon', 'coupon.id = line.couponId')
    .where('line.grantId = :grantId AND line.state IN (:...states) AND coupon.state = :used', {
      ...{ grantId, states: ['given', 'kept'], used: 'used' },
    })
    .getCount()
}

async function presentGrant(read: Reader, row: GrantRow, templateName: string): Promise<GrantCard> {
  const { id, templateId, title, state, total, done, refused, revoked, askedByName, askedAt, finishedAt } = row
  return {
    ...{ id, templateId, templateName, title, state, total, done, refused, revoked },
    ...{ used: await usedIn(read, id), askedBy: askedByName, askedAt: askedAt.toISOString() },
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}

export async function grantById(read: Reader, id: string): Promise<GrantCard> {
  const row = found(await read.findOne(Grants, { where: { id } }))
  return presentGrant(read, row, (await templateById(read, row.templateId)).name)
}

export async function grantWithRefusals(read: Reader, id: string): Promise<Output<'coupon.grantOf'>> {
  const grant = await grantById(read, id)
  const rows = await read
    .createQueryBuilder(GrantLines, 'line')
    .select('line.refusal', 'refusal')
    .addSelect('COUNT(*)', 'count')
    .where('line.grantId = :id AND line.state = :refused', { id, refused: 'refused' })
    .groupBy('line.refusal')
    .getRawMany<{ refusal: Refusal; count: string | number }>()
  return { grant, refusals: rows.map((row) => ({ reason: refusals[row.refusal].zh, count: Number(row.count) })) }
}

export async function grantPage(read: Reader, before: string | undefined): Promise<Output<'coupon.grants'>> {
  const where = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const rows = await read.find(Grants, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  const templates =
    page.length === 0 ? [] : await read.find(Templates, { where: { id: In(page.map((row) => row.templateId)) } })
  const nameOf = (id: string) => templates.find((one) => one.id === id)?.name ?? ''
  return {
    rows: await Promise.all(page.map((row) => presentGrant(read, row, nameOf(row.templateId)))),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}
