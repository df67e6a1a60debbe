import { EntitySchema } from 'typeorm'
import { count, instant, primaryRef, text, token } from '#server/platform/db/columns'

/** A team's card in group chats, which changes as people join. WeChat keeps one alive for a day. */
export type GroupCardRow = {
  teamId: string
  activityId: string
  endsAt: Date
  /** How many seats it shows; it is told again when that is no longer so. */
  seatsShown: number
  /** When somebody has to look whether it is still right; null: it is, or nothing can change it any more. */
  dueAt: Date | null
  attempts: number
  lastError: string | null
}

export const GroupCards = new EntitySchema<GroupCardRow>({
  name: 'groupbuy_card',
  columns: {
    teamId: primaryRef(),
    activityId: token(160),
    endsAt: instant(),
    seatsShown: count(),
    dueAt: instant({ nullable: true }),
    attempts: count(),
    lastError: text(300, { nullable: true }),
  },
})
