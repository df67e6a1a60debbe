import { EntitySchema } from 'typeorm'
import type { Block, GroupKind, GroupState, PageState } from '@huitou/shared/community/schema'
import { flag, instant, json, key, ref, text, token } from '#server/platform/db/columns'

export type GroupRow = {
  id: string
  state: GroupState
  kind: GroupKind
  name: string
  region: string
  storeIds: string[]
  words: string
  pictureId: string
  until: Date | null
  savedAt: Date
  /** When its stores were asked for a new code in place of this one. */
  askedAt: Date | null
}

export const Groups = new EntitySchema<GroupRow>({
  name: 'community_group',
  columns: {
    id: key(),
    state: token(8),
    kind: token(16),
    name: text(30),
    region: text(12),
    storeIds: json(),
    words: text(120),
    pictureId: ref(),
    until: instant({ nullable: true }),
    savedAt: instant(),
    askedAt: instant({ nullable: true }),
  },
})

export type PageRow = {
  id: string
  state: PageState
  title: string
  lead: string
  blocks: Block[]
  groupIds: string[]
  savedAt: Date
  publishedAt: Date | null
  endedAt: Date | null
}

export const Pages = new EntitySchema<PageRow>({
  name: 'community_page',
  columns: {
    id: key(),
    state: token(8),
    title: text(20),
    lead: text(60),
    blocks: json(),
    groupIds: json(),
    savedAt: instant(),
    publishedAt: instant({ nullable: true }),
    endedAt: instant({ nullable: true }),
  },
})

/** That a person opened a page: one row, with who brought them the first time and what they found the last. */
export type VisitRow = {
  id: string
  pageId: string
  /** The keyed fingerprint of their openid. */
  person: string
  inviterId: string | null
  /** Had been a member before they first came here. */
  wasMember: boolean
  groupId: string | null
  /** Found no code that works. */
  lacking: boolean
  at: Date
}

export const Visits = new EntitySchema<VisitRow>({
  name: 'community_visit',
  columns: {
    id: key(),
    pageId: ref(),
    person: token(64),
    inviterId: ref({ nullable: true }),
    wasMember: flag(),
    groupId: ref({ nullable: true }),
    lacking: flag(),
    at: instant(),
  },
})

/** Every table of this room. */
export const communityTables = [Groups, Pages, Visits] as EntitySchema[]
