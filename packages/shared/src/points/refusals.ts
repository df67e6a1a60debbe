import type { RefusalText } from '../kit/refusal'

/** The ledger: why not. */
export const pointsRefusals = {
  points_short: { status: 409, zh: '积分还不够，积分没有扣', en: 'The balance is too small; nothing was taken.' },
  reversal_too_much: {
    status: 409,
    zh: '要退的积分比这一笔剩下的还多，积分没有动',
    en: 'More than what is left of the transaction; nothing was moved.',
  },
  batch_invalid: {
    status: 409,
    zh: '文件里有不对的行，请改好再传。积分都没有动',
    en: 'Some lines of the file are wrong; nothing was written.',
  },
  batch_over: { status: 409, zh: '这个文件已经处理完了', en: 'The batch is over.' },
  batch_repeated: {
    status: 409,
    zh: '这个文件已经传过了。积分没有再动',
    en: 'The same file was taken before; nothing was written.',
  },
  approval_own: {
    status: 403,
    zh: '自己提的要请另一位同事来批',
    en: 'Nobody approves what they asked for themselves.',
  },
  points_held: {
    status: 409,
    zh: '还有冻结中的积分，等它结束后再合并。积分没有动',
    en: 'Points are held for something that is going on; nothing was moved.',
  },
  hold_over: {
    status: 409,
    zh: '这笔冻结已经处理过了，积分没有动',
    en: 'The hold was resolved before; nothing was moved.',
  },
  points_not_pending: {
    status: 409,
    zh: '这笔积分已经到账或收回，没有变动',
    en: 'Nothing of it is pending any more; nothing was moved.',
  },
  points_invalid: { status: 400, zh: '积分数不对', en: 'Points must be a whole number in range.' },
  expiry_past: {
    status: 409,
    zh: '到期日已经过了，没有入账',
    en: 'The last day was over before this was carried out; nothing was written.',
  },
  account_full: {
    status: 409,
    zh: '这个账户的积分太多了，加不进去，没有变动',
    en: 'The account holds as many points as it may; nothing was written.',
  },
  account_frozen: {
    status: 409,
    zh: '积分账户正在核对，请联系店员',
    en: 'The account is frozen until it is reconciled.',
  },
} as const satisfies Record<string, RefusalText>
