import { no, type Decision } from '../kit/decision'

/** Shorter ones are guessed; NIST SP 800-63B asks for 8, with a list of known bad ones. */
export const PASSWORD_MIN = 10
export const PASSWORD_MAX = 128

const KNOWN_BAD = ['password', 'huitou', 'admin', 'qwerty', 'iloveyou', '123456', '111111', '000000', 'abc123']

/** What is left of a password when everything that anybody would try first is taken out of it. */
function remainder(password: string, login: string): string {
  const words = [...KNOWN_BAD, login.toLowerCase()].filter((word) => word.length >= 3)
  return words.reduce((rest, word) => rest.split(word).join(''), password.toLowerCase())
}

/** A password is long, is not mostly a known bad one or the login, and is more than one character repeated. */
export function judgePassword(password: string, login: string): Decision<object, 'password_weak'> {
  if (password.length < PASSWORD_MIN || password.length > PASSWORD_MAX) return no('password_weak')
  if (new Set(password).size < 5) return no('password_weak')
  return remainder(password, login).length < 5 ? no('password_weak') : { ok: true }
}
