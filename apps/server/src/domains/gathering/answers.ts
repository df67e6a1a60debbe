import { IsNull, LessThanOrEqual } from 'typeorm'
import { ANSWERS_DAYS } from '@huitou/shared/gathering/rules'
import type { Answers } from '@huitou/shared/gathering/schema'
import type { Vault } from '#server/platform/crypto/vault'
import { inTransaction } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Gatherings, Tickets } from './entities'

const PURPOSE = 'gathering-answers'
const DAY_MS = 86_400_000

/** Whatever is asked may be personal, so all of it is sealed (P9); nothing where nothing was answered. */
export const sealAnswers = (vault: Vault, answers: Answers) =>
  answers.some((given) => given.length > 0) ? vault.seal(JSON.stringify(answers), PURPOSE) : null

export const openAnswers = (vault: Vault, sealed: string | null): Answers =>
  sealed === null ? [] : (JSON.parse(vault.open(sealed, PURPOSE)) as Answers)

/** What was answered for a gathering that has long been over is forgotten (R41). True when more wait. */
export async function forgetAnswers({ db }: Platform, now: Date): Promise<boolean> {
  const longAgo = new Date(now.getTime() - ANSWERS_DAYS * DAY_MS)
  const over = await db.manager.findOne(Gatherings, {
    where: { answersGoneAt: IsNull(), endsAt: LessThanOrEqual(longAgo) },
    order: { endsAt: 'ASC' },
  })
  if (!over) return false
  await inTransaction(db, async (tx) => {
    await tx.update(Tickets, { gatheringId: over.id }, { answersSealed: null })
    await tx.update(Gatherings, { id: over.id }, { answersGoneAt: now })
  })
  return true
}
