import type { RefusalText } from '../kit/refusal'

/** What the mall and its pictures refuse. */
export const mallRefusals = {
  item_day_limit: {
    status: 409,
    zh: '今天换的次数到上限了，明天再来。积分没有扣',
    en: 'The member’s limit for the day is reached; nothing was taken.',
  },
  item_today_out: {
    status: 409,
    zh: '今天的份数换完了，明天再来。积分没有扣',
    en: 'The day’s quota is taken; nothing was taken from the member.',
  },
  item_not_started: { status: 409, zh: '还没开始兑换，积分没有扣', en: 'It cannot be had yet; nothing was taken.' },
  item_over: { status: 409, zh: '兑换已经结束，积分没有扣', en: 'It can no longer be had; nothing was taken.' },
  item_tier: {
    status: 409,
    zh: '你的等级还不能换这一件，积分没有扣',
    en: 'It takes a higher tier; nothing was taken.',
  },
  item_way: {
    status: 400,
    zh: '请选到店取还是寄送。积分没有扣',
    en: 'Name a store or an address, as the item offers; nothing was taken.',
  },
  item_store: {
    status: 409,
    zh: '这家店现在取不了这一件，请换一家。积分没有扣',
    en: 'This store does not hand the item over; nothing was taken.',
  },
  order_unpaid: { status: 409, zh: '这一单还没付款，付了才能取', en: 'The order waits for its payment.' },
  carrier_unknown: {
    status: 409,
    zh: '付过钱的单要把物流告诉微信，请写：顺丰、中通、圆通、申通、韵达、极兔、京东、邮政、EMS 或德邦。没有改动',
    en: 'WeChat must be told of the parcel of a paid order, and does not know this carrier; nothing was changed.',
  },
  item_not_ready: {
    status: 409,
    zh: '还有没填好的，没有上架',
    en: 'Something is missing (see faults); nothing was changed.',
  },
  item_kind_fixed: { status: 409, zh: '商品种类定了不能改，请另建一件', en: 'The kind of an item stays.' },
  stock_uncounted: { status: 409, zh: '这件没有设库存，先填总数', en: 'The stock of this item is not counted.' },
  stock_too_low: {
    status: 409,
    zh: '比已经换出去的还少，库存没有动',
    en: 'Less than what is gone already; nothing was changed.',
  },
  order_done: { status: 409, zh: '这一单已经取走了', en: 'The order was handed over before.' },
  order_cancelled: {
    status: 409,
    zh: '这一单已经取消，积分退回了',
    en: 'The order was cancelled; its points went back.',
  },
  order_expired: {
    status: 409,
    zh: '取货期限已经过了，积分会自动退回',
    en: 'Its time is over; the points go back by themselves.',
  },
  order_to_ship: { status: 409, zh: '这一单是寄送的，不在店里取', en: 'This order is sent, not handed over.' },
  order_other_store: { status: 409, zh: '这一单要去另一家店取', en: 'Another store hands this order over.' },
  order_shipped: { status: 409, zh: '已经寄出，不能取消', en: 'The order is on its way.' },
  order_not_sent: {
    status: 409,
    zh: '这一单还没寄出，或者不用寄',
    en: 'The order is not one to send, or is not sent yet.',
  },
  order_card: { status: 409, zh: '权益卡当场生效，换了不能退', en: 'A benefit card runs from the exchange on.' },
  order_of_group: {
    status: 409,
    zh: '这一单是拼团来的，请到「我的拼团」里退款',
    en: 'The order belongs to a group-buy; it is refunded there.',
  },
  order_too_late: { status: 409, zh: '过了可以取消的时间，没有取消', en: 'The time for cancelling is over.' },
  order_coupon_used: {
    status: 409,
    zh: '券已经用过或送人了，没有取消',
    en: 'A coupon of this order is used or given away; nothing was cancelled.',
  },
  address_full: { status: 409, zh: '最多存 20 个地址，先删一个再加', en: 'Twenty addresses are kept at most.' },
  picture_type: { status: 415, zh: '只收 JPG、PNG 和 WebP 图片', en: 'Only JPEG, PNG and WebP are taken.' },
  picture_too_large: { status: 413, zh: '图片超过 5 MB，请压缩后再传', en: 'The picture is larger than 5 MB.' },
  picture_too_many_pixels: {
    status: 413,
    zh: '图片尺寸太大，请缩小后再传',
    en: 'The picture has more than 40 million pixels.',
  },
  picture_broken: { status: 422, zh: '这张图片打不开，请换一张', en: 'The picture cannot be decoded.' },
  picture_in_use: { status: 409, zh: '还有商品在用这张图，先换掉再删', en: 'Something still shows this picture.' },
} as const satisfies Record<string, RefusalText>
