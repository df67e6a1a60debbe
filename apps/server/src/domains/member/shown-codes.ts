import { LessThanOrEqual } from 'typeorm'
import type { ShownCode } from '@huitou/shared/member/contract'
import { randomCode, randomDigits } from '#server/platform/crypto/random'
import type { Signer } from '#server/platform/crypto/signer'
import { isDuplicate } from '#server/platform/db/fault'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { ShownCodes, type ShownCodeKind, type ShownCodeRow } from './entities'

/** Life for the scanner (R9), and for digits read out loud. */
const CODE_MS = 60_000
const DIGITS_MS = 180_000
const PURPOSE = 'shown-code'
const PREFIX = 'HT1'
const DIGIT_TRIES = 5

type Shown = { memberId: string; kind: ShownCodeKind; subjectId: string | null; now: Date }

async function insertWithFreeDigits(tx: Tx, row: Omit<ShownCodeRow, 'id' | 'digits'>): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const digits = randomDigits()
    // Whoever had these digits before has no more use of them.
    await tx.delete(ShownCodes, {
      digits,
      digitsEndAt: LessThanOrEqual(new Date(row.digitsEndAt.getTime() - DIGITS_MS)),
    })
    try {
      await tx.insert(ShownCodes, { ...row, digits })
      return digits
    } catch (error) {
      if (!isDuplicate(error) || tries === DIGIT_TRIES) throw error
    }
  }
}

/** Puts a fresh code on a member's screen. The row id is in no code: a photographed one tells nothing and ends within a minute. */
export async function showCode(tx: Tx, signer: Signer, { memberId, kind, subjectId, now }: Shown): Promise<ShownCode> {
  const nonce = randomCode()
  const endsAt = new Date(now.getTime() + CODE_MS)
  const digitsEndAt = new Date(now.getTime() + DIGITS_MS)
  const digits = await insertWithFreeDigits(tx, { nonce, memberId, kind, subjectId, endsAt, digitsEndAt, usedAt: null })
  return {
    code: `${PREFIX}.${nonce}.${signer.sign(nonce, PURPOSE)}`,
    endsAt: endsAt.toISOString(),
    digits,
    digitsEndAt: digitsEndAt.toISOString(),
  }
}

async function useUp(tx: Tx, row: ShownCodeRow, now: Date) {
  if (row.usedAt) throw new Refused('scan_code_used')
  await tx.update(ShownCodes, { id: row.id }, { usedAt: now })
  return row
}

/** Takes a scanned code, once. Refuses scan_code_invalid, scan_code_expired and scan_code_used. */
export async function takeScanned(tx: Tx, signer: Signer, code: string, now: Date): Promise<ShownCodeRow> {
  const [prefix, nonce = '', signature = '', more] = code.split('.')
  const ours = prefix === PREFIX && more === undefined && signer.verifies(nonce, PURPOSE, signature)
  if (!ours) throw new Refused('scan_code_invalid')
  const row = await tx.findOne(ShownCodes, { where: { nonce }, ...forUpdate(tx) })
  if (!row || row.endsAt <= now) throw new Refused('scan_code_expired')
  return useUp(tx, row, now)
}

/** Takes typed digits, once. Refuses digits_unknown and scan_code_used; counting wrong guesses is the counter's. */
export async function takeDigits(tx: Tx, digits: string, now: Date): Promise<ShownCodeRow> {
  const row = await tx.findOne(ShownCodes, { where: { digits }, ...forUpdate(tx) })
  if (!row || row.digitsEndAt <= now) throw new Refused('digits_unknown')
  return useUp(tx, row, now)
}
