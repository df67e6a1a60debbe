import { EntitySchema } from 'typeorm'
import type { CodeCard } from '@huitou/shared/channel/contract'
import { count, instant, key, primaryRef, ref, text, token } from '#server/platform/db/columns'

/** A printed mini program code; `scene` is all that WeChat hands over when it is scanned. */
export type CodeRow = {
  id: string
  scene: string
  storeId: string
  kind: CodeCard['kind']
  label: string
  createdAt: Date
  endedAt: Date | null
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
  },
})

/** The first code through which a person came; it is never changed. */
export type TouchRow = { userId: string; codeId: string; at: Date }

export const Touches = new EntitySchema<TouchRow>({
  name: 'channel_touch',
  columns: { userId: primaryRef(), codeId: ref(), at: instant() },
})

/** What a code brought; a projection fed by events. */
export type CodeStatRow = { codeId: string; scans: number; joins: number }

export const CodeStats = new EntitySchema<CodeStatRow>({
  name: 'channel_stat',
  columns: { codeId: primaryRef(), scans: count(), joins: count() },
})
