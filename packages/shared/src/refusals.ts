import type { RefusalText } from './kit/refusal'
import { channelRefusals } from './channel/refusals'
import { communityRefusals } from './community/refusals'
import { couponRefusals } from './coupon/refusals'
import { counterRefusals } from './counter/refusals'
import { distributionRefusals } from './distribution/refusals'
import { gatheringRefusals } from './gathering/refusals'
import { groupbuyRefusals } from './groupbuy/refusals'
import { dialogueRefusals } from './dialogue/refusals'
import { integrationRefusals } from './integration/refusals'
import { purchaseRefusals } from './purchase/refusals'
import { pointsRefusals } from './points/refusals'
import { mallRefusals } from './mall/refusals'
import { paymentRefusals } from './payment/refusals'
import { memberRefusals } from './member/refusals'
import { notifyRefusals } from './notify/refusals'
import { referralRefusals } from './referral/refusals'
import { reviewRefusals } from './review/refusals'
import { surveyRefusals } from './survey/refusals'
import { taskRefusals } from './task/refusals'
import { journeyRefusals } from './journey/refusals'
import { worklistRefusals } from './worklist/refusals'

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
  login_elsewhere: {
    status: 401,
    zh: '这个登录在这里用不了：后台、小程序、收银接口各用各的登录',
    en: 'A token of another door: the console, the mini program and the open API each have their own.',
  },
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
  audience_untagged: {
    status: 409,
    zh: '这里还不能按标签选，先选全部会员或等级',
    en: 'Tags cannot be chosen here yet.',
  },
  code_not_store: {
    status: 409,
    zh: '这个码不能到店签到，请扫收银台旁的签到码',
    en: 'This code does not stand for being in a store.',
  },
  item_sold_out: { status: 409, zh: '已经换完了，积分没有扣', en: 'The item is sold out; nothing was taken.' },
  item_limit: {
    status: 409,
    zh: '换的次数到上限了，积分没有扣',
    en: 'The member’s limit is reached; nothing was taken.',
  },
  ...mallRefusals,
  ...memberRefusals,
  ...groupbuyRefusals,
  ...gatheringRefusals,
  ...surveyRefusals,
  ...referralRefusals,
  ...reviewRefusals,
  ...distributionRefusals,
  ...taskRefusals,
  ...worklistRefusals,
  ...communityRefusals,
  ...journeyRefusals,
  quote_changed: {
    status: 409,
    zh: '金额或积分刚刚变了，还没有扣，请再看一眼',
    en: 'The figures changed since they were shown; nothing was taken.',
  },
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
  invitation_invalid: {
    status: 404,
    zh: '邀请码不对、用过了或者过期了',
    en: 'The invitation is unknown, used or over.',
  },
  staff_already: { status: 409, zh: '你已经是店员了', en: 'This person is staff already.' },
  ...channelRefusals,
  ...couponRefusals,
  ...counterRefusals,
  ...integrationRefusals,
  ...dialogueRefusals,
  ...notifyRefusals,
  ...purchaseRefusals,
  ...pointsRefusals,
  ...paymentRefusals,
} as const satisfies Record<string, RefusalText>

export type Refusal = keyof typeof refusals
