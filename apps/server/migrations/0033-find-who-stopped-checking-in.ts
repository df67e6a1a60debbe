import { altering } from '#server/platform/db/table'

/** An index by which who has long not checked in is found. */
export const FindWhoStoppedCheckingIn = altering('FindWhoStoppedCheckingIn1763769600033', [
  { table: 'checkin_streak', index: [['last_day', 'member_id']] },
])
