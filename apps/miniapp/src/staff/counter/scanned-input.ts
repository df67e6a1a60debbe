import type { Scanned } from '../../kit/device/port'

const DIGITS = /^\d{8}$/

/** What a scan sends: the bar code carries the eight digits, the square one the signed code. Null for a code of the shop itself. */
export const inputOf = (found: Scanned) => {
  if (found.kind === 'mini_code') return null
  return DIGITS.test(found.text) ? { digits: found.text } : { code: found.text }
}
