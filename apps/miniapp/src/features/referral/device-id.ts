import { readStored, writeStored } from '../../kit/storage'

const KEY = 'device'
const LENGTH = 24
const SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789'

const made = () => Array.from({ length: LENGTH }, () => SIGNS[Math.floor(Math.random() * SIGNS.length)]).join('')

/** A number that this phone gave itself, and nothing of the phone's own: the server keeps only a keyed hash of it, for a while. */
export const deviceId = (): string => {
  const known = readStored<string>(KEY)
  if (known !== null) return known
  const fresh = made()
  writeStored(KEY, fresh)
  return fresh
}
