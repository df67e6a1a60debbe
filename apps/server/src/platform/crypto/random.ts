import { randomBytes, randomInt } from 'node:crypto'

/** 128 random bits as 22 URL-safe characters. */
export const randomCode = () => randomBytes(16).toString('base64url')

/** Eight decimal digits, leading zeros included. */
export const randomDigits = () => String(randomInt(0, 100_000_000)).padStart(8, '0')

// Without 0/O and 1/I/L: people read these out loud.
const READABLE = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** `length` characters that can be read out and typed; each carries 4.95 bits. */
export const randomReadable = (length: number) =>
  Array.from({ length }, () => READABLE[randomInt(0, READABLE.length)]).join('')
