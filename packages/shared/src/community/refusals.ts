import type { RefusalText } from '../kit/refusal'

/** What pages that invite into groups refuse. */
export const communityRefusals = {
  community_unlawful: {
    status: 409,
    zh: '微信不许给进群、邀请、分享或关注发奖励，把这类话改掉再存',
    en: 'Nothing may be promised for joining a group, inviting, sharing or following; nothing was changed.',
  },
  community_not_ready: {
    status: 409,
    zh: '还有没填好的，没有发布',
    en: 'Something is missing (see faults); nothing was changed.',
  },
  community_ended: { status: 409, zh: '这个页面已经结束，请另建一个', en: 'The page is over for good.' },
  community_group_ended: { status: 409, zh: '这个群已经停用，请另建一个', en: 'The group is over for good.' },
} as const satisfies Record<string, RefusalText>
