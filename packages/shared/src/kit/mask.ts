/**
 * Masks for people's data on screens other than their own, after WeChat's security guide (WECHAT §4.4):
 * a phone keeps the first three and the last two digits, a shorter one two and two.
 */
export const maskPhone = (phone: string) => {
  const head = phone.length >= 10 ? 3 : 2
  if (phone.length <= head + 2) return '*'.repeat(phone.length)
  return phone.slice(0, head) + '*'.repeat(phone.length - head - 2) + phone.slice(-2)
}

/** Keeps the first character only, with two stars whatever the length, so that the length tells nothing (R34). */
export const maskName = (name: string) => {
  const [first] = Array.from(name.trim())
  return first === undefined ? '**' : `${first}**`
}
