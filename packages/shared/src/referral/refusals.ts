import type { RefusalText } from '../kit/refusal'

/** What inviting friends refuses. */
export const referralRefusals = {
  referral_off: { status: 409, zh: '邀请有礼现在没有开', en: 'Inviting friends is switched off.' },
  referral_not_ready: {
    status: 409,
    zh: '还有没填好的，没有发布',
    en: 'Something is missing (see faults); nothing was published.',
  },
  referral_no_draft: { status: 409, zh: '没有要发布的草稿', en: 'There is no draft to publish.' },
  nothing_to_appeal: {
    status: 409,
    zh: '这位朋友的邀请不在审核，也没有没通过',
    en: 'The referral is neither held nor blocked.',
  },
  appealed_before: { status: 409, zh: '已经申诉过了，等店里看', en: 'Each referral can be appealed once.' },
  nothing_to_decide: { status: 409, zh: '这一条不用审核', en: 'The referral does not wait for a decision.' },
} as const satisfies Record<string, RefusalText>
