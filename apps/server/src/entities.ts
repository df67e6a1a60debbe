import type { EntitySchema } from 'typeorm'
import { OperatorInvitations, Operators, OperatorSessions } from './domains/admin/entities'
import { DayFigures, Joined } from './domains/attribution/entities'
import { Batches as CodeRuns } from './domains/channel/batch/entities'
import { Codes, CodeStats, Given, Touches } from './domains/channel/entities'
import { Costs, Targets, WalkInEntries, WalkIns } from './domains/channel/entry/entities'
import { Sources } from './domains/channel/source/entities'
import { CheckIns, Days, PlanVersions, StoreVisits, Streaks } from './domains/checkin/entities'
import { communityTables } from './domains/community/entities'
import { Acts, Shifts } from './domains/counter/day/entities'
import { Verifications, Visits } from './domains/counter/entities'
import { CodeBatches, Codes as CouponCodes, CodeUses } from './domains/coupon/code/entities'
import { Gifts as CouponGifts } from './domains/coupon/gift/entities'
import { GrantLines, Grants } from './domains/coupon/grant/entities'
import { Coupons, Quotas, Templates, TemplateStores, Uses } from './domains/coupon/entities'
import { Contacts, Messages, ReplySettingVersions } from './domains/dialogue/entities'
import { distributionTables } from './domains/distribution/entities'
import { BacktestMembers, Backtests } from './domains/earning/backtest/entities'
import { Birthdays, Decisions, Tallies } from './domains/earning/entities'
import { Versions } from './domains/earning/version/entities'
import { gatheringTables } from './domains/gathering/entities'
import { surveyTables } from './domains/survey/entities'
import { GroupCards } from './domains/groupbuy/card/entities'
import { groupbuyTables } from './domains/groupbuy/entities'
import { CheckInOrders } from './domains/insight/entities'
import { ApiKeys, ApiVisits, Deliveries, Endpoints, Nonces } from './domains/integration/entities'
import { Gifts } from './domains/joining/entities'
import { journeyTables } from './domains/journey/entities'
import { mallTables } from './domains/mall/entities'
import { Pictures } from './domains/media/entities'
import { Consents, Members, MemberTags, PhonePersons, ShownCodes } from './domains/member/entities'
import { Bills as PaymentBills, Differences } from './domains/payment/bill/entities'
import { Payments, Refunds as PaymentRefunds } from './domains/payment/entities'
import { Notices } from './domains/payment/notice/entities'
import { Shippings } from './domains/payment/shipping/entities'
import { notifyTables } from './domains/notify/entities'
import { pointsTables } from './domains/points/tables'
import { Bills } from './domains/purchase/bill/entities'
import { Categories, Lines, Purchases, Refunds, Summaries } from './domains/purchase/entities'
import { Policies as SettlePolicies } from './domains/purchase/policy/entities'
import { Slips } from './domains/purchase/slip/entities'
import { referralTables } from './domains/referral/entities'
import { reviewTables } from './domains/review/entities'
import { Invitations, Staff, StaffStores } from './domains/staff/entities'
import { Brands, Stores } from './domains/store/entities'
import { taskTables } from './domains/task/entities'
import { Cards, Changes, Holdings, Packs, Programmes, Standings, Walks } from './domains/tier/entities'
import { worklistTables } from './domains/worklist/entities'
import { Audits } from './platform/audit/audit'
import { Events, EventsHandled } from './platform/events/entities'
import { Commands } from './platform/http/commands'
import { Jobs } from './platform/jobs/entities'
import { Sessions, WechatUsers } from './platform/session/entities'
import { Pushes } from './platform/wechat-push/entities'
import { WechatTokens } from './platform/wechat-token'

/** Every table. */
export const entities = [
  ...[WechatUsers, Sessions, Commands, Events, EventsHandled, Jobs, Audits, WechatTokens, Pushes],
  ...[
    Brands,
    Stores,
    Members,
    MemberTags,
    PhonePersons,
    Consents,
    ShownCodes,
    Staff,
    StaffStores,
    Invitations,
    Codes,
    Touches,
    CodeStats,
  ],
  ...[Sources, CodeRuns, Given, WalkIns, WalkInEntries, Costs, Targets, Joined, DayFigures],
  ...[Operators, OperatorInvitations, OperatorSessions],
  ...[Payments, PaymentRefunds, Notices, Shippings, PaymentBills, Differences],
  ...pointsTables,
  ...mallTables,
  ...gatheringTables,
  ...surveyTables,
  ...groupbuyTables,
  GroupCards,
  ...referralTables,
  ...reviewTables,
  ...distributionTables,
  ...taskTables,
  ...worklistTables,
  ...communityTables,
  ...journeyTables,
  ...[Pictures],
  ...[Templates, TemplateStores, Coupons, Uses, Quotas],
  ...[CouponGifts, CodeBatches, CouponCodes, CodeUses, Grants, GrantLines],
  ...[Programmes, Standings, Changes, Packs, Cards, Holdings, Walks],
  ...[Versions, Decisions, Tallies, Birthdays, Backtests, BacktestMembers],
  ...[Purchases, Lines, Refunds, Summaries, Categories],
  ...[Bills, Slips, SettlePolicies],
  ...[PlanVersions, Streaks, CheckIns, StoreVisits, Days, Gifts],
  ...[Visits, Verifications, Acts, Shifts, CheckInOrders],
  ...[ApiKeys, Nonces, ApiVisits, Endpoints, Deliveries],
  ...[Contacts, Messages, ReplySettingVersions],
  ...notifyTables,
] as EntitySchema[]
