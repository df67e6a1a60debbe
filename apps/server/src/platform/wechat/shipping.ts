/** How what was paid for reaches its buyer, by WeChat's numbers. */
export const LOGISTICS = { express: 1, city: 2, virtual: 3, pickup: 4 } as const
export type Logistics = keyof typeof LOGISTICS
