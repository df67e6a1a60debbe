import type { RefusalText } from '../kit/refusal'

/** What WeChat tells us, and answering people there: why not. */
export const dialogueRefusals = {
  push_refused: {
    status: 403,
    zh: '这条推送没有通过核对，没有记录',
    en: 'Not signed by WeChat for this app, or no message of WeChat; nothing was written.',
  },
  window_closed: {
    status: 409,
    zh: '对方超过 48 小时没有发来消息，现在不能回，这条没有发',
    en: 'The person has not written within the time in which WeChat allows an answer; nothing was sent.',
  },
  window_full: {
    status: 409,
    zh: '这次能回的条数用完了，等对方再发来消息才能回，这条没有发',
    en: 'As many answers as WeChat allows are sent or waiting; nothing was sent.',
  },
  link_unasked: {
    status: 409,
    zh: '对方还没有发来消息，只能先问候，不能带链接，这条没有发',
    en: 'The person has only come to the chat: a link waits until they write; nothing was sent.',
  },
} as const satisfies Record<string, RefusalText>
