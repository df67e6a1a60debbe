import { creating } from '#server/platform/db/table'

/** Groups of the shop in WeChat, the pages that invite into them, and who came by whom. */
export const KeepGroupsAndPagesThatInviteIntoThem = creating('KeepGroupsAndPagesThatInviteIntoThem1764028800042', [
  {
    name: 'community_group',
    columns: (c) => [
      c.key(),
      c.token('state', 8),
      c.token('kind', 16),
      c.text('name', 30),
      c.text('region', 12),
      c.json('store_ids'),
      c.text('words', 120),
      c.ref('picture_id'),
      c.instant('until', { isNullable: true }),
      c.instant('saved_at'),
      c.instant('asked_at', { isNullable: true }),
    ],
    index: [['state', 'asked_at', 'until'], ['picture_id']],
    checks: { end: "kind <> 'group' OR until IS NOT NULL" },
  },
  {
    name: 'community_page',
    columns: (c) => [
      c.key(),
      c.token('state', 8),
      c.text('title', 20),
      c.text('lead', 60),
      c.json('blocks'),
      c.json('group_ids'),
      c.instant('saved_at'),
      c.instant('published_at', { isNullable: true }),
      c.instant('ended_at', { isNullable: true }),
    ],
    index: [['state']],
  },
  {
    name: 'community_visit',
    columns: (c) => [
      c.key(),
      c.ref('page_id'),
      c.token('person', 64),
      c.ref('inviter_id', { isNullable: true }),
      c.flag('was_member'),
      c.ref('group_id', { isNullable: true }),
      c.flag('lacking'),
      c.instant('at'),
    ],
    unique: [['page_id', 'person']],
    index: [['page_id', 'inviter_id'], ['person'], ['inviter_id'], ['group_id', 'lacking'], ['at']],
  },
])
