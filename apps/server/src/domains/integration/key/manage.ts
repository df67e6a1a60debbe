import { In } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import type { ApiKeyCard } from '@huitou/shared/integration/contract'
import { Stores } from '#server/domains/store/entities'
import { randomCode } from '#server/platform/crypto/random'
import type { Vault } from '#server/platform/crypto/vault'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { ApiKeys, type ApiKeyRow } from '../entities'
import { SECRET } from './integrator'

const KEYS_SHOWN = 200

/** A new key with a secret of 256 random bits. Answers its id. */
export async function createKey(
  tx: Tx,
  vault: Vault,
  { name, scopes, storeIds, sandbox }: Input<'integration.createKey'>,
  { operatorId, now }: { operatorId: string; now: Date },
): Promise<string> {
  const wanted = [...new Set(storeIds)]
  const stores = await tx.countBy(Stores, { id: In(wanted) })
  found(stores === wanted.length ? wanted : null)
  const { identifiers } = await tx.insert(ApiKeys, {
    ...{ name, scopes: [...new Set(scopes)], storeIds: wanted, sandbox, createdBy: operatorId, createdAt: now },
    publicId: `${sandbox ? 'hk_test_' : 'hk_live_'}${randomCode()}`,
    secretSealed: vault.seal(`${randomCode()}${randomCode()}`, SECRET),
    ...{ lastUsedAt: null, revokedAt: null },
  })
  return String(identifiers[0]?.['id'])
}

/** From the next request on the key opens nothing. Again changes nothing. Answers its id. */
export async function revokeKey(tx: Tx, keyId: string, now: Date): Promise<string> {
  const key = found(await tx.findOne(ApiKeys, { where: { id: keyId }, ...forUpdate(tx) }))
  if (!key.revokedAt) await tx.update(ApiKeys, { id: keyId }, { revokedAt: now })
  return keyId
}

export const presentKey = (row: ApiKeyRow): ApiKeyCard => ({
  ...{ id: row.id, publicId: row.publicId, name: row.name, scopes: row.scopes, storeIds: row.storeIds },
  sandbox: row.sandbox,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
})

export const keyById = async (read: Reader, id: string) => found(await read.findOne(ApiKeys, { where: { id } }))

export const secretOf = (vault: Vault, { secretSealed }: ApiKeyRow) => vault.open(secretSealed, SECRET)

export const allKeys = (read: Reader) => read.find(ApiKeys, { order: { id: 'DESC' }, take: KEYS_SHOWN })
