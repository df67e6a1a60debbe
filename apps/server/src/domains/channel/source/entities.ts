import { EntitySchema } from 'typeorm'
import { instant, key, text, token } from '#server/platform/db/columns'

/** Where people come from. Rows with a key are those that every shop begins with; they may be renamed too. */
export type SourceRow = { id: string; sourceKey: string | null; name: string; retiredAt: Date | null }

export const Sources = new EntitySchema<SourceRow>({
  name: 'channel_source',
  columns: {
    id: key(),
    sourceKey: token(16, { nullable: true }),
    name: text(16),
    retiredAt: instant({ nullable: true }),
  },
})
