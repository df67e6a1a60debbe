import type { RefusalText } from '../kit/refusal'

/** What the list of work refuses. */
export const worklistRefusals = {
  work_taken: {
    status: 409,
    zh: '同事已经处理过这件事了，刷新看看是谁做的',
    en: 'A colleague has done or skipped it before: see who and when.',
  },
  work_missed: { status: 409, zh: '这件事当天没有做，已经过去了', en: 'Its day is over; it counts as missed.' },
  work_open: { status: 409, zh: '这件事还没标记，不用撤销', en: 'It is open: there is nothing to undo.' },
  work_undo_over: { status: 409, zh: '过了十分钟，不能撤销了', en: 'It can be undone for ten minutes only.' },
  duty_ended: { status: 409, zh: '这项待办已经停掉，请另建一项', en: 'The duty is over for good.' },
  duty_never: {
    status: 409,
    zh: '只做一次的待办，日子已经过了',
    en: 'The one day of this duty has passed.',
  },
} as const satisfies Record<string, RefusalText>
