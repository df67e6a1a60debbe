import { EntitySchema } from 'typeorm'
import type { ChannelBatch } from '@huitou/shared/channel/console-contract'
import { count, instant, key, ref, text, token } from '#server/platform/db/columns'

/** Codes that were asked for together: for the parcels or the leaflets of one print run. */
export type BatchRow = {
  id: string
  kind: ChannelBatch['kind']
  /** The print run’s own number. */
  name: string
  sourceId: string
  storeId: string
  templateId: string | null
  benefit: string | null
  total: number
  made: number
  state: ChannelBatch['state']
  createdBy: string
  createdAt: Date
}

export const Batches = new EntitySchema<BatchRow>({
  name: 'channel_batch',
  columns: {
    id: key(),
    kind: token(16),
    name: text(16),
    sourceId: ref(),
    storeId: ref(),
    templateId: ref({ nullable: true }),
    benefit: text(40, { nullable: true }),
    total: count(),
    made: count(),
    state: token(8),
    createdBy: ref(),
    createdAt: instant(),
  },
})
