import type { RefusalText } from '../kit/refusal'

/** The counter: scans, visits, undoing, people: why not. */
export const counterRefusals = {
  scan_code_invalid: {
    status: 404,
    zh: '认不出这个码。请客人刷新后再扫',
    en: 'Not one of our codes, or it was changed.',
  },
  scan_code_expired: { status: 409, zh: '这个码过时了。请客人刷新后再扫', en: 'The code is older than its life.' },
  scan_code_used: { status: 409, zh: '这个码扫过了。请客人刷新后再扫', en: 'The code was scanned before.' },
  digits_unknown: { status: 404, zh: '口令不对或已经过时，请客人念新的', en: 'No live code has these digits.' },
  digits_locked: { status: 429, zh: '输错太多次，请过一分钟再试', en: 'Too many wrong digits; wait a minute.' },
  phones_locked: {
    status: 429,
    zh: '查了太多不存在的号码，请过十分钟再试',
    en: 'Too many unknown numbers; wait ten minutes.',
  },
  code_needed: {
    status: 409,
    zh: '请客人打开会员码扫一下，券、积分和取货都要扫码才能用。什么都没有动',
    en: 'A phone number opens no wallet: the member must show a code. Nothing was taken.',
  },
  member_unknown: {
    status: 404,
    zh: '这个手机号还不是会员，可以帮客人登记',
    en: 'No member has this number; enrol them if they agree.',
  },
  shift_empty: { status: 409, zh: '这一班还没有记录，不用交班', en: 'Nothing has been done since the last hand-over.' },
  visit_over: { status: 409, zh: '这次扫码过时了，请重新扫', en: 'The visit is over ten minutes old.' },
  store_not_yours: { status: 403, zh: '你不在这家店当班，请切换门店', en: 'The clerk does not work in this store.' },
  undo_too_late: { status: 409, zh: '超过撤销时间了，请找店长', en: 'The window for undoing is over.' },
  undo_done: { status: 409, zh: '这笔已经撤销过了', en: 'It was undone before.' },
} as const satisfies Record<string, RefusalText>
