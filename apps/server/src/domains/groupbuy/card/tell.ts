import { LessThanOrEqual } from 'typeorm'
import type { Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { WeChatError } from '#server/platform/wechat/wechat-error'
import { Teams, type TeamRow } from '../entities'
import { GroupCards, type GroupCardRow } from './entities'

const SLICE = 50
const AGAIN_MS = 10_000
const AGAIN_MAX_MS = 30 * 60_000

/** Something about a team has changed that its card shows. */
export const touchCard = (tx: Tx, teamId: string, now: Date) =>
  tx.update(GroupCards, { teamId }, { dueAt: now, attempts: 0 })

async function show({ wechat, settings }: Platform, { activityId, seatsShown }: GroupCardRow, team: TeamRow) {
  if (team.state === 'succeeded' || team.state === 'failed') {
    const path = `groupbuy/team/index?scene=${encodeURIComponent(team.scene)}`
    return wechat.finishActivity({ activityId, path, version: settings.WECHAT_CODE_VERSION })
  }
  if (team.seats !== seatsShown) await wechat.updateActivity({ activityId, members: team.seats, places: team.size })
}

/** WeChat may be busy: again, later each time, as long as the card lives. What WeChat refuses for good is let go. */
function afterFailure(card: GroupCardRow, error: WeChatError, now: Date): Partial<GroupCardRow> {
  const waitMs = Math.min(AGAIN_MS * 2 ** card.attempts, AGAIN_MAX_MS)
  const again = error.kind === 'unavailable' ? new Date(now.getTime() + waitMs) : null
  return { attempts: card.attempts + 1, dueAt: again, lastError: error.message.slice(0, 300) }
}

async function tellOne(platform: Platform, card: GroupCardRow, now: Date) {
  const { db } = platform
  const { teamId, dueAt } = card
  const team = await db.manager.findOneByOrFail(Teams, { id: teamId })
  const over = card.endsAt <= now
  const change = over
    ? { dueAt: null }
    : await show(platform, card, team).then(
        () => ({ dueAt: null, seatsShown: team.seats, attempts: 0, lastError: null }),
        (error: unknown) => {
          if (error instanceof WeChatError) return afterFailure(card, error, now)
          throw error
        },
      )
  // Only if nothing has changed meanwhile: else it is looked at once more.
  await db.manager.update(GroupCards, { teamId, ...(dueAt === null ? {} : { dueAt }) }, change)
}

/** Cards that no longer show what is so. Telling the same twice changes nothing. True when more may be waiting. */
export async function tellCards(platform: Platform, now: Date): Promise<boolean> {
  const due = await platform.db.manager.find(GroupCards, {
    where: { dueAt: LessThanOrEqual(now) },
    order: { dueAt: 'ASC' },
    take: SLICE,
  })
  for (const card of due) await tellOne(platform, card, now)
  return due.length === SLICE
}
