import type { RefusalText } from '../kit/refusal'

/** What journeys refuse. */
export const journeyRefusals = {
  journey_not_ready: {
    status: 409,
    zh: '还有没填好的，没有启用',
    en: 'Something is missing (see faults); nothing was changed.',
  },
  journey_ended: { status: 409, zh: '这个计划已经停止，请另建一个', en: 'The journey is over for good.' },
  journey_budget: {
    status: 409,
    zh: '这个计划的预算用完了，没有发',
    en: 'The budget of the journey is used up; nothing was given.',
  },
  journey_no_store: { status: 409, zh: '没有营业的门店可以派事', en: 'No open store could be asked.' },
} as const satisfies Record<string, RefusalText>
