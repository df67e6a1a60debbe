import type { RefusalText } from '../kit/refusal'

/** What reviews refuse. */
export const reviewRefusals = {
  review_off: { status: 409, zh: '店里现在不收评价', en: 'The shop asks for no reviews at present.' },
  review_late: { status: 409, zh: '过了评价的时间', en: 'The time to review this purchase is over.' },
  review_refunded: { status: 409, zh: '这笔消费已经退了，不用评价', en: 'The purchase was refunded as a whole.' },
  review_written: { status: 409, zh: '这笔消费你评价过了', en: 'This purchase was reviewed before.' },
  review_aspects: {
    status: 409,
    zh: '店里刚改了要评的几项，请刷新后再评',
    en: 'Other things are asked about now: see aspects.',
  },
  review_settled: { status: 409, zh: '评价过了一天就不能改了', en: 'A review can be changed for a day.' },
  review_answered: { status: 409, zh: '店里已经回复，评价不能再改', en: 'Answered by the shop, it stays as it is.' },
  review_replied: { status: 409, zh: '同事已经回复过了', en: 'A colleague has replied: see repliedAt.' },
  review_reply_settled: { status: 409, zh: '回复过了一天就不能改了', en: 'A reply can be changed for a day.' },
  review_author_left: { status: 409, zh: '这位客人已经退会，收不到回复', en: 'The member has left.' },
} as const satisfies Record<string, RefusalText>
