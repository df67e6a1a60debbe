import type * as z from 'zod/mini'
import { adminApi } from './admin/contract'
import { attributionApi } from './attribution/contract'
import { channelApi } from './channel/contract'
import { checkinApi } from './checkin/contract'
import { communityApi } from './community/contract'
import { counterApi } from './counter/contract'
import { couponApi } from './coupon/contract'
import { dialogueApi } from './dialogue/contract'
import { distributionApi } from './distribution/contract'
import { earningApi } from './earning/contract'
import { gatheringApi } from './gathering/contract'
import { groupbuyApi } from './groupbuy/contract'
import { insightApi } from './insight/contract'
import { integrationApi } from './integration/contract'
import { journeyApi } from './journey/contract'
import { joiningApi } from './joining/contract'
import { mallApi } from './mall/contract'
import { mediaApi } from './media/contract'
import { memberApi } from './member/contract'
import { paymentApi } from './payment/contract'
import { notifyApi } from './notify/contract'
import { pointsConsoleApi } from './points/console/contract'
import { pointsApi } from './points/contract'
import { privacyApi } from './privacy/contract'
import { purchaseApi } from './purchase/contract'
import { purchaseMemberApi } from './purchase/member-contract'
import { purchasePolicyApi } from './purchase/policy-contract'
import { referralApi } from './referral/contract'
import { reviewApi } from './review/contract'
import { sessionApi } from './session/contract'
import { staffApi } from './staff/contract'
import { storeApi } from './store/contract'
import { surveyApi } from './survey/contract'
import { taskApi } from './task/contract'
import { tierApi } from './tier/contract'
import { worklistApi } from './worklist/contract'

/** Every call that any client may make, as POST /api/<name> with a JSON body. Contracts only grow. */
export const api = {
  ...sessionApi,
  ...adminApi,
  ...attributionApi,
  ...storeApi,
  ...joiningApi,
  ...memberApi,
  ...paymentApi,
  ...pointsApi,
  ...pointsConsoleApi,
  ...tierApi,
  ...earningApi,
  ...purchaseApi,
  ...purchaseMemberApi,
  ...purchasePolicyApi,
  ...checkinApi,
  ...couponApi,
  ...mallApi,
  ...mediaApi,
  ...staffApi,
  ...channelApi,
  ...counterApi,
  ...groupbuyApi,
  ...gatheringApi,
  ...surveyApi,
  ...referralApi,
  ...reviewApi,
  ...distributionApi,
  ...taskApi,
  ...worklistApi,
  ...communityApi,
  ...journeyApi,
  ...privacyApi,
  ...insightApi,
  ...integrationApi,
  ...dialogueApi,
  ...notifyApi,
} as const

export type Api = typeof api
export type CallName = keyof Api
export type Input<Name extends CallName> = z.infer<Api[Name]['input']>
export type Output<Name extends CallName> = z.infer<Api[Name]['output']>

type NamesOf<Kind> = { [Name in CallName]: Api[Name]['kind'] extends Kind ? Name : never }[CallName]
export type QueryName = NamesOf<'query'>
export type CommandName = NamesOf<'command'>
export type OutsideName = NamesOf<'outside'>
