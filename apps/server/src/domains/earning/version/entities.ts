import { EntitySchema } from 'typeorm'
import type { RuleSet } from '@huitou/shared/earning/rules'
import { count, instant, json, key, text, token } from '#server/platform/db/columns'

/** One version of the rules. Whether a published one is in force is a question of time, not a state. */
export type VersionRow = {
  id: string
  name: string
  state: 'draft' | 'published' | 'retired'
  /** In the shadow it is judged beside the live one, and only recorded. */
  runs: 'live' | 'shadow'
  revision: number
  body: RuleSet
  /** Of the canonical body, from publishing on. */
  sha256: string | null
  activeFrom: Date | null
  endedAt: Date | null
  createdAt: Date
  createdBy: string
  publishedAt: Date | null
  publishedBy: string | null
}

export const Versions = new EntitySchema<VersionRow>({
  name: 'rule_set_version',
  columns: {
    id: key(),
    name: text(40),
    state: token(16),
    runs: token(16),
    revision: count(),
    body: json(),
    sha256: token(64, { nullable: true }),
    activeFrom: instant({ nullable: true }),
    endedAt: instant({ nullable: true }),
    createdAt: instant(),
    createdBy: text(40),
    publishedAt: instant({ nullable: true }),
    publishedBy: text(40, { nullable: true }),
  },
})
