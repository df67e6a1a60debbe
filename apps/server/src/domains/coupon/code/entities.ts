import { EntitySchema } from 'typeorm'
import { count, instant, key, ref, text, token } from '#server/platform/db/columns'

/** Codes that were asked for together: many that work once each, or one that is told to everybody. */
export type CodeBatchRow = {
  id: string
  templateId: string
  name: string
  pattern: string
  total: number
  made: number
  usesEach: number
  state: 'making' | 'ready' | 'stopped'
  endsAt: Date | null
  createdBy: string
  createdAt: Date
}

export const CodeBatches = new EntitySchema<CodeBatchRow>({
  name: 'coupon_code_batch',
  columns: {
    id: key(),
    templateId: ref(),
    name: text(40),
    pattern: token(40),
    total: count(),
    made: count(),
    usesEach: count(),
    state: token(16),
    endsAt: instant({ nullable: true }),
    createdBy: ref(),
    createdAt: instant(),
  },
})

export type CodeRow = { id: string; batchId: string; code: string; used: number }

export const Codes = new EntitySchema<CodeRow>({
  name: 'coupon_code',
  columns: { id: key(), batchId: ref(), code: token(40), used: count() },
})

/** That a person changed a code: each of them once, in former memberships too. */
export type CodeUseRow = { id: string; codeId: string; person: string; couponId: string; at: Date }

export const CodeUses = new EntitySchema<CodeUseRow>({
  name: 'coupon_code_use',
  columns: { id: key(), codeId: ref(), person: token(64), couponId: ref(), at: instant() },
})
