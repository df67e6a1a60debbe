import { creating } from '#server/platform/db/table'

/** What the shop calls its members: who has which tag, and since when. */
export const KeepTagsOfMembers = creating('KeepTagsOfMembers1763769600032', [
  {
    name: 'member_tag',
    columns: (c) => [
      c.ref('member_id', { isPrimary: true }),
      c.exactText('tag', 12, { isPrimary: true }),
      c.instant('at'),
      c.token('tagged_by', 32),
    ],
    index: [['tag']],
  },
])
