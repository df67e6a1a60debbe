import type { RefusalText } from '../kit/refusal'

/** What members' tags refuse. */
export const memberRefusals = {
  tags_full: {
    status: 409,
    zh: '这位会员已经有 20 个标签了，先去掉一个再加',
    en: 'A member has at most 20 tags; nothing was changed.',
  },
} as const satisfies Record<string, RefusalText>
