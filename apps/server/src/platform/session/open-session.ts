import { randomCode } from '#server/platform/crypto/random'
import { isDuplicate } from '#server/platform/db/fault'
import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { forUpdate } from '#server/platform/db/tx'
import { Sessions, WechatUsers, type SessionRow } from './entities'
import type { Tokens } from './tokens'

const REFRESH_DAYS = 30
const DAY_MS = 86_400_000
/** Two requests may refresh with the same token at once; the later one gets the same successor for this long. */
const GRACE_MS = 30_000

type Identity = { openId: string; unionId: string | null }

/** The user behind an openid, made on first sight. */
export async function userOf(tx: Tx, { openId, unionId }: Identity, now: Date): Promise<string> {
  // Locked: somebody who is leaving on another device must not leave this session without a person.
  const known = await tx.findOne(WechatUsers, { where: { openId }, ...forUpdate(tx) })
  if (known) {
    if (unionId && known.unionId !== unionId) await tx.update(WechatUsers, { id: known.id }, { unionId })
    return known.id
  }
  try {
    const { identifiers } = await tx.insert(WechatUsers, { openId, unionId, createdAt: now })
    return String(identifiers[0]?.['id'])
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const other = await tx.findOneOrFail(WechatUsers, { where: { openId } })
    return other.id
  }
}

/** Locks a person, before any row of theirs as a member: login, joining and leaving come one after the other. */
export async function lockUser(tx: Tx, userId: string) {
  const user = await tx.findOne(WechatUsers, { where: { id: userId }, ...forUpdate(tx) })
  if (!user) throw new Refused('login_needed')
  return user
}

const answer = (
  tokens: Tokens,
  session: Pick<SessionRow, 'id' | 'userId' | 'seed' | 'generation' | 'refreshEndsAt'>,
  now: Date,
) => {
  const { accessToken, accessEndsAt } = tokens.access({ userId: session.userId, sessionId: session.id }, now)
  return {
    accessToken,
    accessEndsAt: accessEndsAt.toISOString(),
    refreshToken: tokens.refresh(session.id, session.seed, session.generation),
    refreshEndsAt: session.refreshEndsAt.toISOString(),
  }
}

export async function openSession(tx: Tx, tokens: Tokens, userId: string, now: Date) {
  const session = {
    userId,
    seed: randomCode(),
    generation: 1,
    rotatedAt: now,
    createdAt: now,
    refreshEndsAt: new Date(now.getTime() + REFRESH_DAYS * DAY_MS),
    endedAt: null,
    endedWhy: null,
  }
  const { identifiers } = await tx.insert(Sessions, session)
  return answer(tokens, { ...session, id: String(identifiers[0]?.['id']) }, now)
}

/**
 * Exchanges a refresh token for the next pair. A spent token beyond the grace means that somebody copied it: the family ends, and the
 * caller of `ended` gets null so that the ending is committed rather than rolled back with a refusal.
 */
export async function refreshSession(tx: Tx, tokens: Tokens, refreshToken: string, now: Date) {
  const [id = '', generationText = '', mac = ''] = refreshToken.split('.')
  if (!/^\d{1,19}$/.test(id) || !/^\d{1,9}$/.test(generationText)) throw new Refused('login_needed')
  const session = await tx.findOne(Sessions, { where: { id }, ...forUpdate(tx) })
  const generation = Number(generationText)
  if (!session || session.endedAt || session.refreshEndsAt <= now) throw new Refused('login_needed')
  if (!tokens.refreshMatches(mac, id, session.seed, generation)) throw new Refused('login_needed')

  if (generation === session.generation) {
    const next = {
      generation: generation + 1,
      rotatedAt: now,
      refreshEndsAt: new Date(now.getTime() + REFRESH_DAYS * DAY_MS),
    }
    await tx.update(Sessions, { id }, next)
    return answer(tokens, { ...session, ...next }, now)
  }
  const graced = generation === session.generation - 1 && now.getTime() - session.rotatedAt.getTime() < GRACE_MS
  if (graced) return answer(tokens, session, now)
  await endSession(tx, id, 'refresh_reused', now)
  return null
}

export const endSession = (tx: Tx, id: string, why: string, now: Date) =>
  tx.update(Sessions, { id }, { endedAt: now, endedWhy: why })

/** Ends every login of a user. */
export const endSessionsOf = (tx: Tx, userId: string, why: string, now: Date) =>
  tx
    .createQueryBuilder()
    .update(Sessions)
    .set({ endedAt: now, endedWhy: why })
    .where('userId = :userId AND endedAt IS NULL', { userId })
    .execute()
