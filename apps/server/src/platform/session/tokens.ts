import { createHash, createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto'
import jwt from 'jsonwebtoken'

const ISSUER = 'huitou'
const AUDIENCE = 'huitou-mini'
const ACCESS_TYPE = 'access'
const TOKEN_CHARS_MAX = 2048
const ACCESS_SECONDS = 15 * 60

export type AccessClaims = { userId: string; sessionId: string }

/** `header` is how every token of this key begins: all that differs between their headers is the key's id. */
type SigningKey = { id: string; key: KeyObject; header: string }

// A KeyObject, made once: given the bare string, jsonwebtoken tries to read a public key out of it on every call, at 900 µs each.
function signingKey(secret: string): SigningKey {
  const id = createHash('sha256').update(secret).digest('hex').slice(0, 12)
  const header = JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: id })
  return { id, key: createSecretKey(Buffer.from(secret)), header: `${Buffer.from(header).toString('base64url')}.` }
}

function createRefreshTokens(keys: readonly SigningKey[], newest: SigningKey) {
  const refreshMac = (key: KeyObject, sessionId: string, seed: string, generation: number) =>
    createHmac('sha256', key).update(`refresh\n${sessionId}\n${seed}\n${generation}`).digest()

  return {
    /** The refresh token of one generation. The same generation gives the same token, so two refreshes at once agree. */
    refresh: (sessionId: string, seed: string, generation: number) =>
      `${sessionId}.${generation}.${refreshMac(newest.key, sessionId, seed, generation).toString('base64url')}`,

    refreshMatches(mac: string, sessionId: string, seed: string, generation: number) {
      const given = Buffer.from(mac, 'base64url')
      return keys.some(({ key }) => {
        const expected = refreshMac(key, sessionId, seed, generation)
        return expected.length === given.length && timingSafeEqual(expected, given)
      })
    },
  }
}

export type Tokens = ReturnType<typeof createTokens>

/** Signs with the first secret and verifies with any: putting a new one in front rotates without logging anybody out. */
export function createTokens(secrets: string[]) {
  const keys = secrets.map(signingKey)
  const [newest] = keys
  if (!newest) throw new Error('no session secret')

  return {
    access({ userId, sessionId }: AccessClaims, now: Date) {
      const seconds = Math.floor(now.getTime() / 1000)
      const accessEndsAt = new Date((seconds + ACCESS_SECONDS) * 1000)
      const accessToken = jwt.sign(
        { sid: sessionId, typ: ACCESS_TYPE, iat: seconds, exp: seconds + ACCESS_SECONDS },
        newest.key,
        {
          algorithm: 'HS256',
          subject: userId,
          issuer: ISSUER,
          audience: AUDIENCE,
          keyid: newest.id,
        },
      )
      return { accessToken, accessEndsAt }
    },

    /** Null for anything that is not exactly one of our access tokens, in time. */
    readAccess(accessToken: string, now: Date): AccessClaims | null {
      if (accessToken.length > TOKEN_CHARS_MAX) return null
      const signer = keys.find(({ header }) => accessToken.startsWith(header))
      if (!signer) return null
      try {
        const claims = jwt.verify(accessToken, signer.key, {
          algorithms: ['HS256'],
          issuer: ISSUER,
          audience: AUDIENCE,
          clockTimestamp: Math.floor(now.getTime() / 1000),
        })
        if (typeof claims === 'string' || claims['typ'] !== ACCESS_TYPE || !claims.exp || !claims.sub) return null
        return { userId: claims.sub, sessionId: String(claims['sid']) }
      } catch (error) {
        // It reads the payload before the signature, and throws what JSON.parse throws.
        if (error instanceof jwt.JsonWebTokenError || error instanceof SyntaxError) return null
        throw error
      }
    },

    ...createRefreshTokens(keys, newest),
  }
}
