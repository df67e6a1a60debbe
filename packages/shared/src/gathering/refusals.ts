import type { RefusalText } from '../kit/refusal'

/** What gatherings refuse. */
export const gatheringRefusals = {
  gathering_cancelled: { status: 409, zh: '这场活动取消了', en: 'The gathering is cancelled.' },
  gathering_over: { status: 409, zh: '这场活动已经结束', en: 'The gathering is over.' },
  gathering_closed: { status: 409, zh: '报名已经截止', en: 'The time to sign up is over.' },
  gathering_begun: {
    status: 409,
    zh: '活动已经开始，不用退了，来不了也没关系',
    en: 'It has begun: a ticket can be given back before only.',
  },
  gathering_tier: { status: 409, zh: '这场活动限更高等级的会员参加', en: 'The gathering takes a higher tier.' },
  gathering_full: {
    status: 409,
    zh: '名额满了，没有报上。有人退出会空出来',
    en: 'No seat is left; nothing was taken.',
  },
  gathering_signed_up: { status: 409, zh: '你已经报过名了', en: 'This member has signed up.' },
  gathering_unagreed: {
    status: 400,
    zh: '请先看一眼填的内容怎么用，并勾选',
    en: 'Signing up needs consent to what the answers are used for.',
  },
  gathering_answers: {
    status: 400,
    zh: '还有问题没答好',
    en: 'An answer is missing or none of the options: see question.',
  },
  gathering_early: { status: 409, zh: '还没到入场时间，开始前两小时起可以入场', en: 'Doors open two hours before.' },
  gathering_elsewhere: { status: 409, zh: '这场活动在别的店', en: 'The gathering is in another store.' },
  gathering_not_signed_up: {
    status: 409,
    zh: '没有报名，这场不接受现场加入',
    en: 'No ticket, and nobody is let in without one.',
  },
  ticket_withdrawn: { status: 409, zh: '这张票已经退了', en: 'The ticket was given back before.' },
  ticket_used: { status: 409, zh: '已经入过场了', en: 'The ticket was used before: see when.' },
  ticket_unused: {
    status: 409,
    zh: '这张票还没入场，不用撤销',
    en: 'The ticket was not used: there is nothing to undo.',
  },
  gathering_not_ready: {
    status: 409,
    zh: '还有没填好的，没有发布',
    en: 'Something is missing (see faults); nothing was changed.',
  },
  gathering_published: {
    status: 409,
    zh: '发布后不能改标题、类型、问题和标签；名额、等级、到场礼只能改得对客人更好',
    en: 'Title, kind, questions and tag stay once published; seats, tier and gift change in the members’ favour only.',
  },
} as const satisfies Record<string, RefusalText>
