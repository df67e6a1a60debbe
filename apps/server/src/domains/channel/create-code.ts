import type { Input } from '@huitou/shared/api'
import { storeById } from '#server/domains/store/queries'
import { randomCode } from '#server/platform/crypto/random'
import type { Tx } from '#server/platform/db/tx'
import { Codes } from './entities'

/** A new code. Its scene is 128 random bits (R7): nobody guesses another store's. Answers its id. */
export async function createCode(
  tx: Tx,
  { storeId, kind, label }: Input<'channel.createCode'>,
  now: Date,
): Promise<string> {
  await storeById(tx, storeId)
  const { identifiers } = await tx.insert(Codes, {
    scene: randomCode(),
    storeId,
    kind,
    label,
    createdAt: now,
    endedAt: null,
  })
  return String(identifiers[0]?.['id'])
}
