/** Pages of the mini program to which a message may lead, by the name under which operators choose them. */
export const DIALOGUE_PAGES = {
  home: 'pages/home/index',
  checkin: 'pages/checkin/index',
  points: 'pages/points/index',
  coupons: 'coupon/centre/index',
} as const

export type DialoguePage = keyof typeof DIALOGUE_PAGES

export const DIALOGUE_PAGE_NAMES = ['home', 'checkin', 'points', 'coupons'] as const satisfies DialoguePage[]
