import { EntitySchema } from 'typeorm'
import type { CodeKind, Opening } from '@huitou/shared/channel/schema'
import { count, instant, json, key, primaryRef, ref, text, token } from '#server/platform/db/columns'

/** Of a code that hangs in no store: of a link, a promoter, a batch. */
export const NO_STORE = '0'

/** A mini program code; `scene` is all that WeChat hands over when it is scanned. */
export type CodeRow = {
  id: string
  scene: string
  storeId: string
  kind: CodeKind
  label: string
  createdAt: Date
  endedAt: Date | null
  sourceId: string
  /** Whose work it is to bring people through it. */
  staffId: string | null
  /** The same person, for the one code of theirs that needed nobody to make it. */
  personalOf: string | null
  /** The same person, for the one code of theirs in its store that is shown after a sale. */
  payOf: string | null
  batchId: string | null
  /** What it gives: a coupon, and words that say so. */
  templateId: string | null
  benefit: string | null
  /** Where it leads besides the welcome. */
  opens: Opening | null
  /** Of a code that works once: for whom. Who leaves is forgotten, that it was used is not. */
  usedBy: string | null
  usedAt: Date | null
}

export const Codes = new EntitySchema<CodeRow>({
  name: 'channel_code',
  columns: {
    id: key(),
    scene: token(32),
    storeId: ref(),
    kind: token(16),
    label: text(40),
    createdAt: instant(),
    endedAt: instant({ nullable: true }),
    sourceId: ref(),
    staffId: ref({ nullable: true }),
    personalOf: ref({ nullable: true }),
    payOf: ref({ nullable: true }),
    batchId: ref({ nullable: true }),
    templateId: ref({ nullable: true }),
    benefit: text(40, { nullable: true }),
    opens: json({ nullable: true }),
    usedBy: ref({ nullable: true }),
    usedAt: instant({ nullable: true }),
  },
})

/** The first code through which a person came, never changed; and the last whose offer they were shown: joining gives that one. */
export type TouchRow = { userId: string; codeId: string; at: Date; offerCodeId: string | null }

export const Touches = new EntitySchema<TouchRow>({
  name: 'channel_touch',
  columns: { userId: primaryRef(), codeId: ref(), at: instant(), offerCodeId: ref({ nullable: true }) },
})

/** What a code brought; a projection fed by events. */
export type CodeStatRow = { codeId: string; scans: number; joins: number }

export const CodeStats = new EntitySchema<CodeStatRow>({
  name: 'channel_stat',
  columns: { codeId: primaryRef(), scans: count(), joins: count() },
})

/** That a person was given a code's coupon: once, in former memberships too. */
export type GivenRow = { id: string; codeId: string; person: string; couponId: string; at: Date }

export const Given = new EntitySchema<GivenRow>({
  name: 'channel_given',
  columns: { id: key(), codeId: ref(), person: token(64), couponId: ref(), at: instant() },
})
