import { KeepSessionsCommandsAndEvents } from './0001-keep-sessions-commands-and-events'
import { KeepStoresStaffMembersAndCodes } from './0002-keep-stores-staff-members-and-codes'
import { KeepThePointsLedger } from './0003-keep-the-points-ledger'
import { KeepCouponsTiersCheckinsAndTheMall } from './0004-keep-coupons-tiers-checkins-and-the-mall'
import { KeepOperatorsOfTheConsole } from './0005-keep-operators-of-the-console'

/** In the order in which they run. A landed one is never changed: the next one mends it. */
export const migrations = [
  KeepSessionsCommandsAndEvents,
  KeepStoresStaffMembersAndCodes,
  KeepThePointsLedger,
  KeepCouponsTiersCheckinsAndTheMall,
  KeepOperatorsOfTheConsole,
]
