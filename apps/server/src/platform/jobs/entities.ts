import { EntitySchema } from 'typeorm'
import { instant, text, token } from '#server/platform/db/columns'

export type JobRow = {
  name: string
  dueAt: Date
  leaseUntil: Date | null
  leaseBy: string | null
  lastOkAt: Date | null
  lastError: string | null
}

export const Jobs = new EntitySchema<JobRow>({
  name: 'job',
  columns: {
    name: { ...token(64), primary: true },
    dueAt: instant(),
    leaseUntil: instant({ nullable: true }),
    leaseBy: token(64, { nullable: true }),
    lastOkAt: instant({ nullable: true }),
    lastError: text(300, { nullable: true }),
  },
})
