import { attributionChecks } from './domains/attribution/checks'
import { checkinChecks } from './domains/checkin/checks'
import { communityChecks } from './domains/community/checks'
import { counterChecks } from './domains/counter/checks'
import { couponChecks } from './domains/coupon/checks'
import { dialogueChecks } from './domains/dialogue/checks'
import { distributionChecks } from './domains/distribution/checks'
import { earningChecks } from './domains/earning/checks'
import { gatheringChecks } from './domains/gathering/checks'
import { groupbuyChecks } from './domains/groupbuy/checks'
import { journeyChecks } from './domains/journey/checks'
import { mallChecks } from './domains/mall/checks'
import { memberChecks } from './domains/member/checks'
import { paymentChecks } from './domains/payment/checks'
import { notifyChecks } from './domains/notify/checks'
import { pointsChecks } from './domains/points/checks'
import { referralChecks } from './domains/referral/checks'
import { reviewChecks } from './domains/review/checks'
import { surveyChecks } from './domains/survey/checks'
import { taskChecks } from './domains/task/checks'
import { tierChecks } from './domains/tier/checks'
import { worklistChecks } from './domains/worklist/checks'
import { purchaseChecks } from './domains/purchase/checks'
import type { Check } from './platform/selfcheck/check'
import { platformChecks } from './platform/selfcheck/platform-checks'

/** Every question whose answer must be no rows. */
export const checks: Check[] = [
  ...pointsChecks,
  ...earningChecks,
  ...purchaseChecks,
  ...checkinChecks,
  ...couponChecks,
  ...counterChecks,
  ...dialogueChecks,
  ...mallChecks,
  ...gatheringChecks,
  ...surveyChecks,
  ...groupbuyChecks,
  ...referralChecks,
  ...reviewChecks,
  ...distributionChecks,
  ...taskChecks,
  ...worklistChecks,
  ...communityChecks,
  ...journeyChecks,
  ...paymentChecks,
  ...memberChecks,
  ...tierChecks,
  ...notifyChecks,
  ...attributionChecks,
  ...platformChecks,
]
