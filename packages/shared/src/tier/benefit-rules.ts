/** What a tier or a benefit card gives, as numbers that other rooms act on. `NEUTRAL` changes nothing. */
export type Benefits = {
  /** Points for purchases, in thousandths: 1200 is one and a fifth. */
  pointsPermille: number
  /** What is paid of the price, in thousandths: 950 takes a twentieth off. */
  discountPermille: number
  /** Points on the birthday. */
  birthdayPoints: number
  /** Points on member days, in thousandths, instead of `pointsPermille` where it is more. */
  memberDayPermille: number
  /** Coupons that only holders may take. */
  exclusiveTemplateIds: string[]
  /** How long before everybody else they may buy or claim. */
  earlyAccessHours: number
  freeShipping: boolean
  /** Services of people, in the shop’s own words. */
  texts: string[]
}

export const NEUTRAL: Benefits = {
  pointsPermille: 1000,
  discountPermille: 1000,
  birthdayPoints: 0,
  memberDayPermille: 1000,
  exclusiveTemplateIds: [],
  earlyAccessHours: 0,
  freeShipping: false,
  texts: [],
}

const union = (lists: readonly string[][]) => [...new Set(lists.flat())]

/** The best of each, from a tier and from cards: benefits never add up, so no two of them can be worth more than was planned. */
export function bestOf(all: readonly Benefits[]): Benefits {
  const given = [NEUTRAL, ...all]
  return {
    pointsPermille: Math.max(...given.map((one) => one.pointsPermille)),
    discountPermille: Math.min(...given.map((one) => one.discountPermille)),
    birthdayPoints: Math.max(...given.map((one) => one.birthdayPoints)),
    memberDayPermille: Math.max(...given.map((one) => one.memberDayPermille)),
    exclusiveTemplateIds: union(given.map((one) => one.exclusiveTemplateIds)),
    earlyAccessHours: Math.max(...given.map((one) => one.earlyAccessHours)),
    freeShipping: given.some((one) => one.freeShipping),
    texts: union(given.map((one) => one.texts)),
  }
}
