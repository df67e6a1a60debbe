import type { Check } from '#server/platform/selfcheck/check'

/** What groups and their pages promise, in rows. */
export const communityChecks: Check[] = [
  {
    promise: 'P6',
    name: 'nobody brought themselves to a page of groups',
    sql: `SELECT v.id FROM community_visit v JOIN member m ON m.id = v.inviter_id WHERE m.user_fingerprint = v.person`,
  },
  {
    promise: 'P6',
    name: 'a page of groups that is on says since when, and one that is over until when',
    sql: `SELECT id FROM community_page WHERE (state = 'on' AND published_at IS NULL) OR (state = 'ended') <> (ended_at IS NOT NULL)`,
  },
]
