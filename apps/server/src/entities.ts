import type { EntitySchema } from 'typeorm'
import { OperatorInvitations, Operators, OperatorSessions } from './domains/admin/entities'
import { Codes, CodeStats, Touches } from './domains/channel/entities'
import { CheckIns, Plans, StoreVisits, Streaks } from './domains/checkin/entities'
import { Verifications, Visits } from './domains/counter/entities'
import { Coupons, Templates, TemplateStores } from './domains/coupon/entities'
import { Gifts } from './domains/joining/entities'
import { Items, Orders } from './domains/mall/entities'
import { Consents, Members, ShownCodes } from './domains/member/entities'
import { Accounts, Entries, Lots, Txns } from './domains/points/entities'
import { Invitations, Staff, StaffStores } from './domains/staff/entities'
import { Brands, Stores } from './domains/store/entities'
import { Tiers } from './domains/tier/entities'
import { Audits } from './platform/audit/audit'
import { Events, EventsHandled } from './platform/events/entities'
import { Commands } from './platform/http/commands'
import { Jobs } from './platform/jobs/entities'
import { Sessions, WechatUsers } from './platform/session/entities'
import { WechatTokens } from './platform/wechat-token'

/** Every table. */
export const entities = [
  ...[WechatUsers, Sessions, Commands, Events, EventsHandled, Jobs, Audits, WechatTokens],
  ...[Brands, Stores, Members, Consents, ShownCodes, Staff, StaffStores, Invitations, Codes, Touches, CodeStats],
  ...[Operators, OperatorInvitations, OperatorSessions],
  ...[Accounts, Lots, Txns, Entries],
  ...[Templates, TemplateStores, Coupons, Tiers],
  ...[Plans, Streaks, CheckIns, StoreVisits, Items, Orders, Gifts],
  ...[Visits, Verifications],
] as EntitySchema[]
