import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** OWASP's Password Storage Cheat Sheet (2024): N = 2^15, r = 8, p = 3, which takes 32 MB and some 150 ms. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }
const BYTES = 32
const FORMAT = 'scrypt1'

const derive = (password: string, salt: Buffer) =>
  new Promise<Buffer>((resolve, reject) => {
    // The same text typed on two keyboards may come as different code points.
    scrypt(password.normalize('NFKC'), salt, BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)))
  })

/** A salted hash that tells nothing of the password. Slow on purpose: never inside a transaction. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return [FORMAT, salt.toString('base64url'), (await derive(password, salt)).toString('base64url')].join('.')
}

/** Whether the password is the hashed one. Without a hash it takes as long and answers no, so nobody learns which logins exist. */
export async function passwordMatches(password: string, hash: string | null): Promise<boolean> {
  const [format, salt = '', expected = ''] = (hash ?? `${FORMAT}.AAAAAAAAAAAAAAAAAAAAAA.`).split('.')
  if (format !== FORMAT) throw new Error(`a password hash of an unknown format: ${format}`)
  const given = await derive(password, Buffer.from(salt, 'base64url'))
  const wanted = Buffer.from(expected, 'base64url')
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
