import type { RefusalText } from './kit/refusal'
import { mallRefusals } from './mall/refusals'

/**
 * Every reason for which a call can be refused: its HTTP status and its words. Clients act on the code and show the words; nobody
 * parses them. The words say what happened, whether points or coupons moved, and what can be done (UI §4).
 */
export const refusals = {
  input_invalid: { status: 400, zh: '填的内容有点问题，改一下再试', en: 'The input does not fit the contract.' },
  key_missing: {
    status: 400,
    zh: '这次没有提交成功，请退出重进再试',
    en: 'A command needs an Idempotency-Key header of 16 to 64 characters.',
  },
  login_needed: { status: 401, zh: '登录已经过期，请重新进入小程序', en: 'A valid access token is needed.' },
  login_code_invalid: { status: 401, zh: '微信登录没有成功，请再试一次', en: 'WeChat did not accept the login code.' },
  login_blocked: { status: 403, zh: '微信提示这个账号有风险，暂时不能登录', en: 'WeChat blocks this user.' },
  join_needed: { status: 403, zh: '加入会员后就能用了', en: 'Only members may do this.' },
  not_allowed: { status: 403, zh: '你的岗位不能做这一步，请找店长', en: 'The role does not allow this.' },
  not_found: { status: 404, zh: '没有找到，可能已经被取消', en: 'No such thing, or not yours.' },
  method_not_allowed: { status: 405, zh: '这个地址只接受 POST', en: 'Only POST is accepted here.' },
  key_in_flight: {
    status: 409,
    zh: '正在处理，请稍等一下',
    en: 'The same command is running; ask again with the same key.',
  },
  already_done: {
    status: 409,
    zh: '这一步之前已经完成了',
    en: 'This command was done before and its answer is no longer kept.',
  },
  body_too_large: { status: 413, zh: '内容太长了', en: 'The body is larger than 64 KB.' },
  body_not_json: { status: 415, zh: '内容格式不对', en: 'The body must be JSON.' },
  key_reused: { status: 422, zh: '这次提交和之前的对不上，请退出重进再试', en: 'This key was used with other input.' },
  update_needed: { status: 426, zh: '小程序有新版本，请更新后再用', en: 'This client version is no longer served.' },
  too_many_requests: { status: 429, zh: '点得太快了，歇几秒再试', en: 'Too many requests.' },
  internal: {
    status: 500,
    zh: '我们这边出了问题。积分和券都没有动，请稍后再试',
    en: 'A fault on our side; nothing was written.',
  },
  wechat_unavailable: { status: 503, zh: '微信暂时没有响应，请稍后再试', en: 'WeChat did not answer.' },
  busy: {
    status: 503,
    zh: '这会儿人多，请过几秒再试。积分和券都没有动',
    en: 'The database is busy; nothing was written.',
  },
  stopping: { status: 503, zh: '正在更新，请过几秒再试', en: 'The server is shutting down.' },

  consent_needed: { status: 400, zh: '请先看一眼并勾选', en: 'Joining needs consent to the privacy notice.' },
  privacy_version_old: { status: 409, zh: '隐私说明刚更新过，请再看一眼', en: 'Consent was given to an older notice.' },
  already_member: { status: 409, zh: '你已经是会员了', en: 'This visitor has joined before.' },
  phone_code_invalid: { status: 400, zh: '没有拿到手机号，请再点一次', en: 'WeChat did not accept the phone code.' },
  phone_taken: { status: 409, zh: '这个手机号已经是会员了，请找店员合并', en: 'Another member has this phone number.' },
  birthday_invalid: { status: 400, zh: '生日填得不对', en: 'The birthday does not exist or lies in the future.' },
  birthday_locked: { status: 409, zh: '生日一年只能改一次', en: 'The birthday was changed less than a year ago.' },
  leave_unconfirmed: { status: 400, zh: '请先确认要退会', en: 'Leaving must be confirmed.' },

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

  rules_too_early: {
    status: 409,
    zh: '新规则最早从明天开始，也不能早于已经定好的下一版',
    en: 'New rules begin tomorrow at the earliest, and not before the version that is to come.',
  },

  code_unknown: { status: 404, zh: '这个码不是本店的，或者已经停用', en: 'The code is not in use.' },
  code_not_fresh: {
    status: 409,
    zh: '这个码过时了，请扫收银台屏幕上的到店码',
    en: 'The store’s code on screen changes every minute; a printed or older one does not count here.',
  },
  make_up_closed: { status: 409, zh: '现在不能补签，积分没有扣', en: 'The plan offers no make-up; nothing was taken.' },
  make_up_day: {
    status: 409,
    zh: '只能补本期已经过去的日子，积分没有扣',
    en: 'Only days of the running cycle that are over can be made up; nothing was taken.',
  },
  make_up_limit: {
    status: 409,
    zh: '本期补签次数用完了，积分没有扣',
    en: 'No make-ups are left in this cycle; nothing was taken.',
  },
  audience_untagged: { status: 409, zh: '会员还没有标签，先选全部会员或等级', en: 'Members have no tags yet.' },

  code_not_store: {
    status: 409,
    zh: '这个码不能到店签到，请扫收银台旁的签到码',
    en: 'This code does not stand for being in a store.',
  },

  coupon_not_started: { status: 409, zh: '还没到开抢时间', en: 'Claiming has not begun.' },
  coupon_ended: { status: 409, zh: '已经结束了', en: 'Claiming has ended.' },
  coupon_sold_out: { status: 409, zh: '来晚一步，已经领完了', en: 'None left.' },
  coupon_limit: { status: 409, zh: '你已经领过了', en: 'The member holds as many as allowed.' },
  coupon_not_claimable: { status: 409, zh: '这张券不能直接领', en: 'This coupon is not given in the centre.' },
  coupon_used: { status: 409, zh: '这张券已经用过了', en: 'The coupon has been used.' },
  coupon_expired: { status: 409, zh: '这张券已经过期', en: 'The coupon has expired.' },
  coupon_not_yet: { status: 409, zh: '这张券还没到使用时间', en: 'The coupon is not valid yet.' },
  coupon_given: { status: 409, zh: '这张券已经送给朋友了', en: 'The coupon was given to a friend.' },
  coupon_gifted: {
    status: 409,
    zh: '这张券正等朋友来拿，取消赠送后才能用',
    en: 'The coupon is wrapped up for a friend.',
  },
  coupon_not_giftable: { status: 409, zh: '这张券不能送人', en: 'This coupon cannot be given away.' },
  gift_over: {
    status: 409,
    zh: '来晚一步，这份礼物已经被拿走或收回了',
    en: 'The gift was taken, taken back, or is over.',
  },
  gift_own: { status: 409, zh: '这是你自己送出的，等朋友来拿吧', en: 'One’s own gift cannot be accepted.' },
  coupon_code_unknown: { status: 404, zh: '没有这个优惠码，请核对后再输', en: 'There is no such code.' },
  code_over: { status: 409, zh: '这个优惠码已经结束了', en: 'The code is over or used up.' },
  code_used: { status: 409, zh: '这个优惠码已经用过了', en: 'The code was used before.' },
  code_taken: { status: 409, zh: '这个优惠码已经有了，换一个', en: 'This shared code exists.' },
  codes_guessable: {
    status: 400,
    zh: '随机位数太少，容易被猜中，请多加几位',
    en: 'With so few random characters codes can be guessed.',
  },
  codes_locked: { status: 429, zh: '输错太多次，请过十分钟再试', en: 'Too many wrong codes; wait ten minutes.' },
  grant_invalid: {
    status: 409,
    zh: '名单里有不对的行，请改好再传。一张也没有发',
    en: 'Some lines of the list are wrong; nothing was given.',
  },
  grant_repeated: {
    status: 409,
    zh: '这份名单已经发过这张券了，没有再发',
    en: 'The same list has got this coupon before; nothing was given.',
  },
  grant_over: { status: 409, zh: '已经发完或停下了', en: 'The grant is over.' },
  grant_running: { status: 409, zh: '还在发，先停下再收回', en: 'The grant is running; cancel it first.' },
  coupon_void: { status: 409, zh: '这张券已经作废', en: 'The coupon was taken back.' },
  coupon_other_store: { status: 409, zh: '这张券不能在本店用', en: 'The coupon does not hold in this store.' },
  coupon_blackout: { status: 409, zh: '这张券今天不能用', en: 'The coupon does not hold on this day.' },
  coupon_hours: { status: 409, zh: '这张券这个时段不能用', en: 'The coupon does not hold at this hour.' },
  coupon_for_delivery: {
    status: 409,
    zh: '免运券在商城选配送时用，到店用不了',
    en: 'A free-shipping coupon holds for deliveries of the mall only.',
  },
  coupon_below_threshold: { status: 409, zh: '还没到这张券的门槛，券没有用掉', en: 'Below the coupon’s threshold.' },
  coupon_other_goods: { status: 409, zh: '这张券不适用于这些商品，券没有用掉', en: 'It covers none of these goods.' },
  coupon_not_together: { status: 409, zh: '这几张券不能一起用，券没有用掉', en: 'These coupons do not go together.' },
  coupon_day_limit: { status: 409, zh: '你今天已经领过了，明天再来', en: 'The member’s limit of the day is reached.' },
  coupon_drop_limit: { status: 409, zh: '这一场你已经领过了', en: 'The member’s limit of this drop is reached.' },
  coupon_day_sold_out: { status: 409, zh: '今天的领完了，明天再来', en: 'The quota of the day is taken.' },
  coupon_drop_sold_out: { status: 409, zh: '这一场抢完了，下一场再来', en: 'The quota of this drop is taken.' },
  coupon_drop_closed: { status: 409, zh: '现在不在开抢时间', en: 'No drop is running.' },
  coupon_tier_only: { status: 409, zh: '会员等级还不够，升级后就能领', en: 'The tier is too low for it.' },
  coupon_holders_only: {
    status: 409,
    zh: '这张券只给有专享权益的会员领',
    en: 'Only holders of a tier or card that names it may take it.',
  },
  coupon_paused: { status: 409, zh: '这张券暂时不发了', en: 'It is not given for now.' },
  template_invalid: {
    status: 409,
    zh: '券还没有填完整，改好再上架',
    en: 'The template is not complete; `problems` says where.',
  },
  template_not_in_favour: {
    status: 409,
    zh: '已经上架的券，只能往对会员有利的方向改。没有改动',
    en: 'Announced terms change in the member’s favour only; nothing was changed.',
  },
  template_state: {
    status: 409,
    zh: '这张券现在的状态做不了这一步，没有改动',
    en: 'Not in the template’s present state; nothing was changed.',
  },

  item_sold_out: { status: 409, zh: '已经换完了，积分没有扣', en: 'The item is sold out; nothing was taken.' },
  item_limit: {
    status: 409,
    zh: '换的次数到上限了，积分没有扣',
    en: 'The member’s limit is reached; nothing was taken.',
  },
  ...mallRefusals,
  quote_changed: {
    status: 409,
    zh: '金额或积分刚刚变了，还没有扣，请再看一眼',
    en: 'The figures changed since they were shown; nothing was taken.',
  },

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
  signature_wrong: {
    status: 401,
    zh: '签名不对，请核对密钥和签名方法',
    en: 'The key is unknown or revoked, or the signature does not match.',
  },
  signature_late: {
    status: 401,
    zh: '签名过时了，请核对时钟',
    en: 'Signed more than five minutes from now: check the clock.',
  },
  signature_used: { status: 409, zh: '这个签名用过了，请换一个随机串', en: 'This nonce was used before; sign anew.' },
  endpoint_unsafe: {
    status: 400,
    zh: '地址要用 https，而且不能指向内网',
    en: 'The address must be https and must not lead into a private network.',
  },
  shift_empty: { status: 409, zh: '这一班还没有记录，不用交班', en: 'Nothing has been done since the last hand-over.' },
  visit_over: { status: 409, zh: '这次扫码过时了，请重新扫', en: 'The visit is over ten minutes old.' },
  store_not_yours: { status: 403, zh: '你不在这家店当班，请切换门店', en: 'The clerk does not work in this store.' },
  undo_too_late: { status: 409, zh: '超过撤销时间了，请找店长', en: 'The window for undoing is over.' },
  undo_done: { status: 409, zh: '这笔已经撤销过了', en: 'It was undone before.' },

  password_wrong: { status: 401, zh: '账号或密码不对', en: 'The login or the password is wrong.' },
  password_locked: {
    status: 429,
    zh: '输错太多次，请过一刻钟再试',
    en: 'Too many wrong passwords from this address; wait a quarter of an hour.',
  },
  password_weak: {
    status: 400,
    zh: '密码太容易猜：至少 10 位，不要用账号名和常见密码',
    en: 'The password is short, common or made of the login.',
  },
  login_taken: { status: 409, zh: '这个账号名已经有人用了', en: 'This login exists.' },
  last_owner: { status: 409, zh: '至少要留一位老板账号', en: 'One owner must stay.' },

  version_stale: {
    status: 409,
    zh: '别人刚改过这一版，请刷新后再改',
    en: 'Somebody has changed this version since; load it again.',
  },
  version_fixed: {
    status: 409,
    zh: '已经发布的版本不能改，请另存一份草稿',
    en: 'A published version is fixed; save a new draft.',
  },
  version_in_past: { status: 400, zh: '生效时间不能早于现在', en: 'Rules cannot begin in the past.' },
  rules_faulty: { status: 409, zh: '规则还有错误，没有发布', en: 'The checks found errors; nothing was published.' },
  rules_doubtful: {
    status: 409,
    zh: '规则有需要确认的提醒，没有发布',
    en: 'The checks found warnings that nobody has accepted; nothing was published.',
  },

  receipt_taken: {
    status: 409,
    zh: '这张小票已经登记过，内容不一样，积分没有动',
    en: 'This receipt is on record with other content; no points moved.',
  },
  purchase_in_future: { status: 400, zh: '消费时间还没到，请核对', en: 'The purchase lies in the future.' },
  purchase_too_old: { status: 400, zh: '超过 30 天的消费不能补登', en: 'The purchase is more than 30 days old.' },
  purchase_sum_wrong: {
    status: 400,
    zh: '明细和实付金额对不上',
    en: 'Give the lines or the amount; where both are given they must agree.',
  },
  refund_too_much: {
    status: 409,
    zh: '退的比付的多，没有退，积分没有动',
    en: 'More than is left of it; nothing was refunded and no points moved.',
  },
  bill_over: {
    status: 409,
    zh: '这张单已经过时或取消了，积分和券都没有动，请重新算一次',
    en: 'The bill is over or was cancelled; no points or coupons moved.',
  },
  bill_declined: {
    status: 409,
    zh: '客人说这张单不对，没有结，积分和券都没有动。核对后重新算一次',
    en: 'The member declined the bill; no points or coupons moved.',
  },
  bill_not_agreed: {
    status: 409,
    zh: '没扫会员码，用券和积分要客人先在手机上点「没问题」',
    en: 'The member was found by phone: coupons and points need their agreement on their own phone first.',
  },
  bill_paid: {
    status: 409,
    zh: '这张单已经结过了。要改请走退款',
    en: 'The bill is paid; what is wrong with it is refunded.',
  },
  offset_too_much: {
    status: 409,
    zh: '超过这张单最多能抵的积分，积分没有扣',
    en: 'More points than this bill takes; nothing was taken.',
  },
  offset_uneven: {
    status: 400,
    zh: '抵现积分要按整份来，积分没有扣',
    en: 'Points pay in whole steps, and not below the least; nothing was taken.',
  },
  slip_over: {
    status: 409,
    zh: '这张小票的领取码已经过期或作废，积分没有动。请到店里问问',
    en: 'The receipt’s code is over or was cancelled; no points moved.',
  },
  slip_used: {
    status: 409,
    zh: '这张小票的积分已经被领走了，每张只能领一次',
    en: 'The receipt was claimed before; each can be claimed once.',
  },

  invitation_invalid: {
    status: 404,
    zh: '邀请码不对、用过了或者过期了',
    en: 'The invitation is unknown, used or over.',
  },
  staff_already: { status: 409, zh: '你已经是店员了', en: 'This person is staff already.' },
} as const satisfies Record<string, RefusalText>

export type Refusal = keyof typeof refusals
