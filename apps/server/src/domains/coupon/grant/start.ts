import { In } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import type { Vault } from '#server/platform/crypto/vault'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import type { Operator } from '#server/platform/http/call'
import { Refused, found, invalid } from '#server/platform/refused'
import { Templates } from '../entities'
import { GrantLines, Grants } from './entities'
import { hashOf, readList } from './whom'

const INSERT_SLICE = 400
const PROBLEMS_SHOWN = 100

type Starting = Input<'coupon.grant'> & { operator: Operator; now: Date }

async function membersOf(tx: Tx, vault: Vault, csv: string): Promise<string[]> {
  const { memberIds, problems } = await readList(tx, vault, csv)
  if (problems.length > 0)
    throw new Refused('grant_invalid', { facts: { problems: problems.slice(0, PROBLEMS_SHOWN) } })
  return memberIds
}

/**
 * Begins to give a coupon to many; a job does it. The same list for the same coupon is taken once: whoever means it twice changes the list.
 * Refuses `grant_invalid` with what is wrong, `grant_repeated`. Answers the grant's id.
 */
export async function startGrant(tx: Tx, vault: Vault, starting: Starting): Promise<string> {
  const { templateId, title, csv, filter, operator, now } = starting
  if ((csv === undefined) === (filter === undefined)) throw invalid('csv, filter', 'exactly one of them')
  // The coupon's row is the lock: the same list twice at once is one after the other.
  const template = found(await tx.findOne(Templates, { where: { id: templateId }, ...forUpdate(tx) }))
  if (template.state !== 'active') throw new Refused('coupon_paused')
  const fileHash = csv === undefined ? null : hashOf(csv)
  const same = { templateId, fileHash: fileHash ?? '', state: In(['running', 'done', 'revoking']) }
  if (fileHash !== null && (await tx.existsBy(Grants, same))) throw new Refused('grant_repeated')
  const memberIds = csv === undefined ? [] : await membersOf(tx, vault, csv)
  const { identifiers } = await tx.insert(Grants, {
    ...{ templateId, title, fileHash, filter: filter ?? null, state: 'running', scannedTo: '0' },
    ...{ total: memberIds.length, done: 0, refused: 0, revoked: 0, revokeReason: null },
    ...{ askedBy: operator.operatorId, askedByName: operator.operatorName, askedAt: now, finishedAt: null },
  })
  const grantId = String(identifiers[0]?.['id'])
  await addLines(tx, grantId, memberIds)
  return grantId
}

/** Members who will get it, each once. */
export async function addLines(tx: Tx, grantId: string, memberIds: readonly string[]) {
  const fresh = { state: 'waiting' as const, refusal: null, couponId: null }
  const lines = memberIds.map((memberId) => ({ grantId, memberId, ...fresh }))
  for (let at = 0; at < lines.length; at += INSERT_SLICE)
    await tx.insert(GrantLines, lines.slice(at, at + INSERT_SLICE))
}

const lockGrant = async (tx: Tx, grantId: string) =>
  found(await tx.findOne(Grants, { where: { id: grantId }, ...forUpdate(tx) }))

/** Stops a grant that runs: who has it keeps it. Refuses `grant_over`. Answers its id. */
export async function cancelGrant(tx: Tx, grantId: string, now: Date): Promise<string> {
  const grant = await lockGrant(tx, grantId)
  if (grant.state === 'cancelled') return grantId
  if (grant.state !== 'running') throw new Refused('grant_over')
  await tx.update(Grants, { id: grantId }, { state: 'cancelled', finishedAt: now })
  return grantId
}

/** Begins to take back what nobody has used. Again changes nothing. Refuses `grant_running`. Answers its id. */
export async function revokeGrant(tx: Tx, grantId: string, reason: string): Promise<string> {
  const grant = await lockGrant(tx, grantId)
  if (grant.state === 'running') throw new Refused('grant_running')
  if (grant.state === 'done' || grant.state === 'cancelled')
    await tx.update(Grants, { id: grantId }, { state: 'revoking', revokeReason: reason, finishedAt: null })
  return grantId
}
