import type { RefusalText } from '../kit/refusal'

/** What tasks refuse. */
export const taskRefusals = {
  task_not_done: { status: 409, zh: '这个任务还没做完', en: 'The task is not done yet; nothing was given.' },
  task_claimed: { status: 409, zh: '这份奖励已经领过了', en: 'The reward was given before.' },
  task_claim_over: {
    status: 409,
    zh: '过了领取时间，这份奖励不能领了',
    en: 'The time to fetch the reward is over.',
  },
  task_tier: { status: 409, zh: '你的等级还领不了这份奖励', en: 'The reward takes a higher tier.' },
  task_sold_out: {
    status: 409,
    zh: '奖励已经被领完了，这次没有领到',
    en: 'No reward is left; nothing was given.',
  },
  task_not_ready: {
    status: 409,
    zh: '还有没填好的，没有上架',
    en: 'Something is missing (see faults); nothing was changed.',
  },
  task_published: {
    status: 409,
    zh: '上架后只能改得对客人更好：说明、推后结束、加份数、加积分、降等级',
    en: 'A published task changes in the members’ favour only; nothing was changed.',
  },
  task_ended: { status: 409, zh: '这个任务已经结束', en: 'The task is over for good.' },
} as const satisfies Record<string, RefusalText>
