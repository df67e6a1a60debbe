import { KeepSessionsCommandsAndEvents } from './0001-keep-sessions-commands-and-events'
import { KeepStoresStaffMembersAndCodes } from './0002-keep-stores-staff-members-and-codes'
import { KeepThePointsLedger } from './0003-keep-the-points-ledger'
import { KeepCouponsTiersCheckinsAndTheMall } from './0004-keep-coupons-tiers-checkins-and-the-mall'
import { KeepOperatorsOfTheConsole } from './0005-keep-operators-of-the-console'
import { KeepHoldsCapsPoliciesAndWhatTheLedgerReports } from './0006-keep-holds-caps-policies-and-what-the-ledger-reports'
import { KeepEarningRulesDecisionsAndPurchases } from './0007-keep-earning-rules-decisions-and-purchases'
import { KeepTierProgrammesStandingsAndBenefitCards } from './0008-keep-tier-programmes-standings-and-benefit-cards'
import { KeepCheckInPlansMakeUpsAndReports } from './0009-keep-check-in-plans-make-ups-and-reports'
import { KeepWhatInsightCounts } from './0010-keep-what-insight-counts'
import { KeepWhatCouponsCanBeAndEachUse } from './0011-keep-what-coupons-can-be-and-each-use'
import { KeepCodesGrantsAndGifts } from './0012-keep-codes-grants-and-gifts'
import { KeepWhatTheMallHandsOverAndPictures } from './0013-keep-what-the-mall-hands-over-and-pictures'
import { KeepBillsAndReceiptsToClaim } from './0014-keep-bills-and-receipts-to-claim'
import { KeepWhatCountersDo } from './0015-keep-what-counters-do'
import { KeepKeysAndWebhooks } from './0016-keep-keys-and-webhooks'
import { CountTheCouponsOfAnAct } from './0017-count-the-coupons-of-an-act'
import { KeepPaymentsAndRefunds } from './0018-keep-payments-and-refunds'
import { KeepWhatWechatTellsAndWhatIsAnswered } from './0019-keep-what-wechat-tells-and-what-is-answered'
import { KeepWhatMembersAreTold } from './0020-keep-what-members-are-told'
import { KeepGroupBuys } from './0021-keep-group-buys'
import { LetTheMallTakeMoney } from './0022-let-the-mall-take-money'
import { LetGroupBuysSellGoodsOfTheMall } from './0023-let-group-buys-sell-goods-of-the-mall'
import { KeepReferrals } from './0024-keep-referrals'
import { KeepTasks } from './0025-keep-tasks'
import { KeepWhatEachCodeBrings } from './0026-keep-what-each-code-brings'
import { KeepDistribution } from './0027-keep-distribution'
import { KeepWhatMembersWantToBeTold } from './0028-keep-what-members-want-to-be-told'
import { KeepTheWorkOfStaff } from './0029-keep-the-work-of-staff'
import { KeepJourneys } from './0030-keep-journeys'
import { PutDownWhatLeaversAreOwed } from './0031-put-down-what-leavers-are-owed'
import { KeepTagsOfMembers } from './0032-keep-tags-of-members'
import { FindWhoStoppedCheckingIn } from './0033-find-who-stopped-checking-in'
import { LetMessagesGoByTheDialogue } from './0034-let-messages-go-by-the-dialogue'
import { LetOperatorsAdjustCommission } from './0035-let-operators-adjust-commission'
import { KeepCodesShownAfterPaying } from './0036-keep-codes-shown-after-paying'
import { KeepInWhichRoomAPurchaseWasPaid } from './0037-keep-in-which-room-a-purchase-was-paid'
import { KeepWhenItHappenedByWhichMembersEnter } from './0040-keep-when-it-happened-by-which-members-enter'
import { KeepGatherings } from './0041-keep-gatherings'
import { KeepGroupsAndPagesThatInviteIntoThem } from './0042-keep-groups-and-pages-that-invite-into-them'
import { LetCodesOpenPages } from './0043-let-codes-open-pages'
import { KeepReviews } from './0044-keep-reviews'
import { KeepSurveys } from './0045-keep-surveys'

/** In the order in which they run. A landed one is never changed: the next one mends it. */
export const migrations = [
  KeepSessionsCommandsAndEvents,
  KeepStoresStaffMembersAndCodes,
  KeepThePointsLedger,
  KeepCouponsTiersCheckinsAndTheMall,
  KeepOperatorsOfTheConsole,
  KeepHoldsCapsPoliciesAndWhatTheLedgerReports,
  KeepEarningRulesDecisionsAndPurchases,
  KeepTierProgrammesStandingsAndBenefitCards,
  KeepCheckInPlansMakeUpsAndReports,
  KeepWhatInsightCounts,
  KeepWhatCouponsCanBeAndEachUse,
  KeepCodesGrantsAndGifts,
  KeepWhatTheMallHandsOverAndPictures,
  KeepBillsAndReceiptsToClaim,
  KeepWhatCountersDo,
  KeepKeysAndWebhooks,
  CountTheCouponsOfAnAct,
  KeepPaymentsAndRefunds,
  KeepWhatWechatTellsAndWhatIsAnswered,
  KeepWhatMembersAreTold,
  KeepGroupBuys,
  LetTheMallTakeMoney,
  LetGroupBuysSellGoodsOfTheMall,
  KeepReferrals,
  KeepTasks,
  KeepWhatEachCodeBrings,
  KeepDistribution,
  KeepWhatMembersWantToBeTold,
  KeepTheWorkOfStaff,
  KeepJourneys,
  PutDownWhatLeaversAreOwed,
  KeepTagsOfMembers,
  FindWhoStoppedCheckingIn,
  LetMessagesGoByTheDialogue,
  LetOperatorsAdjustCommission,
  KeepCodesShownAfterPaying,
  KeepInWhichRoomAPurchaseWasPaid,
  KeepWhenItHappenedByWhichMembersEnter,
  KeepGatherings,
  KeepGroupsAndPagesThatInviteIntoThem,
  LetCodesOpenPages,
  KeepReviews,
  KeepSurveys,
]
