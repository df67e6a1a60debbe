import type { RefusalText } from '../kit/refusal'

/** What group-buy refuses. */
export const groupbuyRefusals = {
  group_ended: { status: 409, zh: '这个拼团已经结束，没有扣钱', en: 'The group-buy is over; nothing was charged.' },
  group_paused: {
    status: 409,
    zh: '这个拼团暂停了，没有扣钱，过会儿再来',
    en: 'The group-buy is paused; nothing was charged.',
  },
  group_not_started: { status: 409, zh: '这个拼团还没开始', en: 'The group-buy has not begun.' },
  group_sold_out: {
    status: 409,
    zh: '已经抢完了，没有扣钱。有人没付款时会空出来，可以过会儿再看',
    en: 'None is left; nothing was charged.',
  },
  group_limit: {
    status: 409,
    zh: '你买的份数到上限了，没有扣钱',
    en: 'The limit per member is reached; nothing was charged.',
  },
  group_order_waiting: {
    status: 409,
    zh: '你有一单还没付款，先付掉或取消它',
    en: 'An order of this group-buy waits for payment; pay or cancel it first (see orderId).',
  },
  team_over: {
    status: 409,
    zh: '这个团已经结束，没有扣钱。可以自己开一个',
    en: 'The team is over; nothing was charged.',
  },
  team_full: { status: 409, zh: '这个团满了，没有扣钱。可以自己开一个', en: 'The team is full; nothing was charged.' },
  team_closing: {
    status: 409,
    zh: '这个团马上截止，来不及付款了。可以自己开一个',
    en: 'Too little time is left to pay; nothing was charged.',
  },
  team_own: { status: 409, zh: '你已经在这个团里了', en: 'Already in this team.' },
  newcomers_only: {
    status: 409,
    zh: '这个团只收第一次来的朋友，没有扣钱。你可以自己开团',
    en: 'Only who never bought here may join; nothing was charged.',
  },
  leader_stays: {
    status: 409,
    zh: '已经有人跟团了，团长不能退。没凑齐会原路退回',
    en: 'Others are in; the one who opened the team stays.',
  },
  group_order_over: { status: 409, zh: '这一单已经不能改了', en: 'The order is past that.' },
  voucher_used: { status: 409, zh: '券已经用了，不能退款', en: 'The voucher is used; it cannot be refunded.' },
  goods_handed_over: {
    status: 409,
    zh: '东西已经取走或者寄出，不能在这里退款。有问题请联系门店',
    en: 'The goods were handed over or sent; they cannot be refunded here.',
  },
  group_not_ready: {
    status: 409,
    zh: '还有没填好的，没有上架',
    en: 'Something is missing (see faults); nothing was changed.',
  },
  group_published: {
    status: 409,
    zh: '上架后只能改介绍和图片、加份数、推后结束。要改价请另建一个',
    en: 'A published group-buy changes in the members’ favour only; nothing was changed.',
  },
} as const satisfies Record<string, RefusalText>
