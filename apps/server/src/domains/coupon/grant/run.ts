import { In, IsNull } from 'typeorm'
import { Members } from '#server/domains/member/entities'
import { forUpdate, inTransaction, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { found } from '#server/platform/refused'
import { judgeIssue } from '@huitou/shared/coupon/rules'
import type { TemplateRow } from '../entities'
import { issueIfLeft } from '../issue'
import { templateById } from '../queries'
import { takeBackUnused } from '../use'
import { GrantLines, Grants, type GrantLineRow, type GrantRow } from './entities'
import { addLines } from './start'
import { matching } from './whom'

const A_SLICE = 100

/** The next members of a filter become lines; none left ends the walk. */
async function scan(tx: Tx, grant: GrantRow): Promise<number> {
  if (grant.filter === null) return 0
  const rows = await (
    await matching(tx, grant.filter)
  )
    .andWhere('member.id > :last AND member.joinedAt <= :asked', { last: grant.scannedTo, asked: grant.askedAt })
    .take(A_SLICE)
    .getMany()
  const last = rows[rows.length - 1]
  if (!last) return 0
  await addLines(
    tx,
    grant.id,
    rows.map((row) => row.id),
  )
  await tx.update(Grants, { id: grant.id }, { scannedTo: last.id, total: grant.total + rows.length })
  return rows.length
}

const nextLines = (tx: Tx, { id }: GrantRow, state: GrantLineRow['state']) =>
  tx.find(GrantLines, { where: { grantId: id, state }, order: { id: 'ASC' }, take: A_SLICE })

/** As lockMember does, for many: in the order of their ids. Who has left is left out. */
async function lockMembers(tx: Tx, lines: readonly GrantLineRow[]): Promise<Set<string>> {
  const where = { id: In(lines.map((line) => line.memberId)), leftAt: IsNull() }
  return new Set((await tx.find(Members, { where, order: { id: 'ASC' }, ...forUpdate(tx) })).map((row) => row.id))
}

async function giveOne(tx: Tx, grant: GrantRow, template: TemplateRow, line: GrantLineRow, now: Date) {
  const decision = judgeIssue(template, now)
  const sourceKey = `grant:${grant.id}:${line.memberId}`
  const issue = { memberId: line.memberId, template, source: 'grant', sourceKey, now }
  const coupon = decision.ok ? await issueIfLeft(tx, issue) : null
  const refusal = decision.ok ? 'coupon_sold_out' : decision.reason
  const change = coupon ? ({ state: 'given', couponId: coupon.id } as const) : ({ state: 'refused', refusal } as const)
  await tx.update(GrantLines, { id: line.id }, change)
  return coupon !== null
}

async function giveSlice(tx: Tx, grant: GrantRow, lines: readonly GrantLineRow[], now: Date) {
  const here = await lockMembers(tx, lines)
  const template = await templateById(tx, grant.templateId)
  let given = 0
  for (const line of [...lines].sort((a, b) => Number(a.memberId) - Number(b.memberId)))
    if (!here.has(line.memberId))
      await tx.update(GrantLines, { id: line.id }, { state: 'refused', refusal: 'not_found' })
    else if (await giveOne(tx, grant, template, line, now)) given += 1
  await tx.increment(Grants, { id: grant.id }, 'done', given)
  await tx.increment(Grants, { id: grant.id }, 'refused', lines.length - given)
}

async function takeBackSlice(tx: Tx, grant: GrantRow, lines: readonly GrantLineRow[], now: Date) {
  await lockMembers(tx, lines)
  const taken = await takeBackUnused(
    tx,
    lines.flatMap((line) => line.couponId ?? []),
    now,
  )
  for (const line of lines)
    await tx.update(GrantLines, { id: line.id }, { state: taken.includes(line.couponId ?? '') ? 'revoked' : 'kept' })
  await tx.increment(Grants, { id: grant.id }, 'revoked', taken.length)
}

/** One transaction: every line of the slice has its outcome, or none of it happened. */
async function runSlice(tx: Tx, id: string, now: Date) {
  // The members are locked before the grant: a member's own command may wait for nothing of ours.
  const seen = found(await tx.findOne(Grants, { where: { id } }))
  const state = seen.state === 'running' ? 'waiting' : 'given'
  const ahead = await nextLines(tx, seen, state)
  await lockMembers(tx, ahead)
  const grant = found(await tx.findOne(Grants, { where: { id }, ...forUpdate(tx) }))
  if (grant.state !== seen.state) return
  // Another worker may have been here meanwhile: what still waits is ours.
  const lines = await tx.find(GrantLines, { where: { id: In(ahead.map((line) => line.id)), state } })
  if (lines.length < ahead.length) return
  if (grant.state === 'running') {
    if (lines.length > 0) return giveSlice(tx, grant, lines, now)
    if ((await scan(tx, grant)) > 0) return
    await tx.update(Grants, { id }, { state: 'done', finishedAt: now })
  }
  if (grant.state === 'revoking') {
    if (lines.length > 0) return takeBackSlice(tx, grant, lines, now)
    await tx.update(Grants, { id }, { state: 'revoked', finishedAt: now })
  }
}

/** The next slice of the oldest grant that runs, or is being taken back. True when more is to do. */
export async function runGrants({ db }: Platform, now: Date): Promise<boolean> {
  const grant = await db.manager.findOne(Grants, {
    where: { state: In(['running', 'revoking']) },
    order: { id: 'ASC' },
  })
  if (!grant) return false
  await inTransaction(db, (tx) => runSlice(tx, grant.id, now))
  return true
}
