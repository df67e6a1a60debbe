import type { RefusalText } from '../kit/refusal'

/** What is refused about messages, and about words that others would see. */
export const notifyRefusals = {
  template_fields: {
    status: 400,
    zh: '模板字段对不上，没有保存：字段名照微信后台写，像 thing1；每个字段选一条这类消息有的内容',
    en: 'A field is no field of WeChat, or names a fact that the topic does not have; nothing was saved.',
  },
  wording_variables: {
    status: 400,
    zh: '文案里有这类消息没有的内容，没有保存。能用的内容在 notify.wordings 里',
    en: 'The wording names something that the topic does not have; nothing was saved.',
  },
  figures_span: {
    status: 400,
    zh: '起止日期不对：截止不早于开始，一次最多 92 天',
    en: 'The days must be in order and 92 at most.',
  },
  nickname_refused: {
    status: 409,
    zh: '微信觉得这个昵称不合适，没有保存，原来的还在。换一个再试',
    en: 'WeChat finds this name unfit; nothing was saved, choose another.',
  },
  joining_refused: {
    status: 403,
    zh: '这会儿在手机上加入不了，没有扣任何东西。请到店里找店员，当面就能办',
    en: 'WeChat regards this person as a high risk; a clerk can enrol them at the counter.',
  },
} as const satisfies Record<string, RefusalText>
