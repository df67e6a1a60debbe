import type { Output } from '@huitou/shared/api'
import { isDuplicate } from '#server/platform/db/fault'
import type { Reader } from '#server/platform/db/tx'
import type { Unit } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { Refused, found } from '#server/platform/refused'
import { WeChatError } from '#server/platform/wechat/wechat-error'
import { Teams, type TeamRow } from '../entities'
import { isInTeam } from '../team'
import { GroupCards } from './entities'

type Asked = { scene: string; person: string; now: Date }

/** The team of somebody who is in it and may share it; refuses not_found for everybody else. */
async function teamOf(read: Reader, { scene, person }: Pick<Asked, 'scene' | 'person'>): Promise<TeamRow> {
  const team = found(await read.findOne(Teams, { where: { scene } }))
  if (!(await isInTeam(read, team.id, person))) throw new Refused('not_found')
  return team
}

async function keep(unit: Unit, { id: teamId, seats }: TeamRow, card: { activityId: string; endsAt: Date }) {
  const fresh = { ...card, seatsShown: seats, dueAt: null, attempts: 0, lastError: null }
  await unit((tx) => tx.insert(GroupCards, { teamId, ...fresh })).catch((error: unknown) => {
    // Two phones of the same team shared at once: the first card counts, the other is an ordinary one that does not change.
    if (!isDuplicate(error)) throw error
  })
}

/**
 * What makes the card that a phone is about to share change by itself; made once for a team. Null where WeChat gives none: then the card is
 * an ordinary one, and sharing goes on.
 */
export async function cardFor(platform: Platform, unit: Unit, asked: Asked): Promise<Output<'groupbuy.card'>> {
  const team = await unit((tx) => teamOf(tx, asked))
  const shown = { members: team.seats, places: team.size }
  const known = await platform.db.manager.findOne(GroupCards, { where: { teamId: team.id } })
  if (known) return { ...shown, activityId: known.endsAt > asked.now ? known.activityId : null }
  if (team.state !== 'forming') return { ...shown, activityId: null }
  try {
    const card = await platform.wechat.createActivity()
    await keep(unit, team, card)
    return { ...shown, activityId: card.activityId }
  } catch (error) {
    if (!(error instanceof WeChatError)) throw error
    platform.log.warn({ err: error }, 'WeChat gave no card for a team')
    return { ...shown, activityId: null }
  }
}
