import type { RefusalText } from '../kit/refusal'

/** What distribution refuses. */
export const distributionRefusals = {
  distribution_off: { status: 409, zh: '分销现在没有开', en: 'Distribution is switched off.' },
  distribution_unconfirmed: {
    status: 409,
    zh: '请先确认已读：只有一级，不按发展人数给钱',
    en: 'Confirm that the one-level rule was read; nothing was published.',
  },
  applications_closed: { status: 409, zh: '现在不收申请，店里会自己邀请', en: 'Applications are closed.' },
  distributor_already: { status: 409, zh: '已经是分销员，或申请还在看', en: 'Already a distributor, or applied.' },
  distributor_without_wechat: {
    status: 409,
    zh: '这位会员还没用微信加入，不能当分销员',
    en: 'The member was enrolled at a counter and has not joined with WeChat.',
  },
  distributor_not_active: { status: 409, zh: '这位会员现在不是分销员', en: 'The member is no active distributor.' },
  nothing_to_review: { status: 409, zh: '没有等着看的申请', en: 'There is no application to review.' },
  payout_open: { status: 409, zh: '上一笔提现还没办完，办完再提', en: 'Another pay-out is still open.' },
  payout_below_minimum: { status: 409, zh: '没到最低提现金额', en: 'Less than the smallest pay-out.' },
  payout_beyond_due: { status: 409, zh: '超过了可提的金额', en: 'More than is due.' },
  payout_decided: { status: 409, zh: '这笔提现已经处理过了', en: 'The pay-out has been decided before.' },
  payout_not_approved: { status: 409, zh: '这笔提现还没同意，先同意再登记', en: 'The pay-out is not approved.' },
  adjustment_beyond: {
    status: 409,
    zh: '扣的比对方现在有的多（提现里的不算），没有改',
    en: 'More is taken than the distributor has besides what is asked for; nothing was changed.',
  },
  payout_uncovered: {
    status: 409,
    zh: '顾客退了货，或店里扣过，可提的钱不够这笔了；请驳回，让对方重提',
    en: 'Refunds, or what was taken by hand since, have left less than was asked for; reject it so that they ask again.',
  },
} as const satisfies Record<string, RefusalText>
