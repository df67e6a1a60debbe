import { timingSafeEqual } from 'node:crypto'
import { IsNull } from 'typeorm'
import { Codes } from '#server/domains/channel/entities'
import type { Signer } from '#server/platform/crypto/signer'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'

/** A new code each minute; the one before still counts for the minute after, for whoever was scanning as it changed. */
const SLOT_MS = 60_000
const SLOTS_BEFORE = 1
const PURPOSE = 'store-code'
/** 96 bits: what fits beside the rest into the 32 characters of a scene. */
const SIGNATURE_CHARS = 16
const SHAPE = /^V\.([0-9a-z]{1,7})\.([0-9a-z]{1,7})\.([\w-]{16})$/

const BASE = 36
const bodyOf = (codeId: string, slot: number) => `${Number(codeId).toString(BASE)}.${slot.toString(BASE)}`

const signatureOf = (signer: Signer, body: string) => signer.sign(body, PURPOSE).slice(0, SIGNATURE_CHARS)

/** What a store's screen shows this minute: it says which store it is and cannot be made at home or kept for tomorrow. */
export async function showStoreCode(read: Reader, signer: Signer, storeId: string, now: Date) {
  const code = found(
    await read.findOne(Codes, { where: { storeId, kind: 'store', endedAt: IsNull() }, order: { id: 'ASC' } }),
  )
  const slot = Math.floor(now.getTime() / SLOT_MS)
  const body = bodyOf(code.id, slot)
  const endsAt = new Date((slot + 1) * SLOT_MS)
  return { scene: `V.${body}.${signatureOf(signer, body)}`, endsAt: endsAt.toISOString() }
}

/** The id of the code behind what was scanned; `over` for one from before, null for what is no code of a screen at all. */
export function readStoreCode(signer: Signer, scene: string, now: Date): { codeId: string } | 'over' | null {
  const [, idText, slotText, signature] = SHAPE.exec(scene) ?? []
  if (!idText || !slotText || !signature) return null
  const expected = Buffer.from(signatureOf(signer, `${idText}.${slotText}`))
  if (!timingSafeEqual(expected, Buffer.from(signature))) return null
  const age = Math.floor(now.getTime() / SLOT_MS) - Number.parseInt(slotText, BASE)
  return age < 0 || age > SLOTS_BEFORE ? 'over' : { codeId: String(Number.parseInt(idText, BASE)) }
}
