import { createHmac, timingSafeEqual } from 'node:crypto'
import { IsNull, LessThanOrEqual } from 'typeorm'
import { judgeMomentOfSigning, REPLAY_WINDOW_MS, signedText } from '@huitou/shared/integration/rules'
import type { Vault } from '#server/platform/crypto/vault'
import { isDuplicate } from '#server/platform/db/fault'
import type { Reader } from '#server/platform/db/tx'
import type { Integrator } from '#server/platform/http/call'
import type { Signed } from '#server/platform/http/signed'
import { Refused, mustBe } from '#server/platform/refused'
import { ApiKeys, Nonces, type ApiKeyRow } from '../entities'

export const SECRET = 'api-key-secret'
const PUBLIC_ID = /^hk_(live|test)_[\w-]{22}$/
const NONCE = /^[\w-]{16,64}$/
const SEEN_EVERY_MS = 60_000

const signatureOf = (secret: string, signed: Signed) => createHmac('sha256', secret).update(signedText(signed)).digest()

function matches(secret: string, signed: Signed) {
  const given = Buffer.from(signed.signature, 'base64')
  const wanted = signatureOf(secret, signed)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** Takes a nonce once within the window; what is older than that is refused for its age. */
async function useNonce(read: Reader, keyId: string, nonce: string, now: Date) {
  try {
    await read.insert(Nonces, { keyId, nonce, endsAt: new Date(now.getTime() + 2 * REPLAY_WINDOW_MS) })
  } catch (error) {
    if (isDuplicate(error)) throw new Refused('signature_used', { cause: error })
    throw error
  }
}

async function noteUse(read: Reader, { id, lastUsedAt }: ApiKeyRow, now: Date) {
  if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < SEEN_EVERY_MS) return
  await read.update(ApiKeys, { id }, { lastUsedAt: now })
}

/**
 * Whose key signed a request: a live one, with a signature that is right, fresh and new. Refuses signature_wrong, signature_late and
 * signature_used; which of key and signature was wrong is told to nobody.
 */
export async function integratorOf(read: Reader, vault: Vault, signed: Signed, now: Date): Promise<Integrator> {
  if (!PUBLIC_ID.test(signed.publicId) || !NONCE.test(signed.nonce)) throw new Refused('signature_wrong')
  const key = await read.findOne(ApiKeys, { where: { publicId: signed.publicId, revokedAt: IsNull() } })
  if (!key) throw new Refused('signature_wrong')
  if (!matches(vault.open(key.secretSealed, SECRET), signed)) throw new Refused('signature_wrong')
  mustBe(judgeMomentOfSigning(signed.timestamp, now))
  await useNonce(read, key.id, signed.nonce, now)
  await noteUse(read, key, now)
  const { id: integratorId, name: integratorName, scopes, storeIds, sandbox } = key
  return { integratorId, integratorName, scopes, storeIds, sandbox }
}

/** Forgets words whose signatures are too old to be taken anyway. */
export async function dropOldNonces(read: Reader, now: Date, batch: number): Promise<boolean> {
  const old = await read.find(Nonces, { select: { id: true }, where: { endsAt: LessThanOrEqual(now) }, take: batch })
  if (old.length > 0)
    await read.delete(
      Nonces,
      old.map((row) => row.id),
    )
  return old.length === batch
}
