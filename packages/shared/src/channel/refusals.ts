import type { RefusalText } from '../kit/refusal'

/** What codes refuse. */
export const channelRefusals = {
  source_taken: { status: 409, zh: '已经有同名的来源了', en: 'A source has this name.' },
  source_retired: {
    status: 409,
    zh: '这个来源停用了，请换一个，或先恢复它',
    en: 'The source is retired; nothing was made.',
  },
  offer_over: {
    status: 409,
    zh: '这个码现在没有可领的券',
    en: 'The code gives members no coupon, or no longer.',
  },
} as const satisfies Record<string, RefusalText>
