/** Codes by which WeChat's shipping service names carriers (R23), with the names by which shops call them. */
const CODES: readonly [RegExp, string][] = [
  [/顺丰|^SF$/i, 'SF'],
  [/中通|^ZTO$/i, 'ZTO'],
  [/圆通|^YTO$/i, 'YTO'],
  [/申通|^STO$/i, 'STO'],
  [/韵达|^YD$/i, 'YD'],
  [/极兔|^JTSD$/i, 'JTSD'],
  [/京东|^JD$/i, 'JD'],
  [/德邦|^DBL$/i, 'DBL'],
  [/EMS/i, 'EMS'],
  [/邮政|^YZPY$/i, 'YZPY'],
]

/** WeChat's code of a carrier that a shop named in its own words; null when it is none that we know. */
export const carrierCode = (name: string): string | null =>
  CODES.find(([known]) => known.test(name.trim()))?.[1] ?? null
