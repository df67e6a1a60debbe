import { IsNull } from 'typeorm'
import type { EarnEvent, Facts } from '@huitou/shared/earning/rules'
import { Members, type MemberRow } from '#server/domains/member/entities'
import type { Tx } from '#server/platform/db/tx'
import type { EventHandler } from '#server/platform/events/deliver'
import type { EventRow } from '#server/platform/events/entities'
import { award } from './award'

/** Deeds outside of a purchase are raised by no tier. */
const NEUTRAL = { pointsPermille: 1000 }

type Deed = {
  event: EarnEvent
  subjectKey(member: MemberRow, data: EventRow['data']): string
  facts?(data: EventRow['data']): Partial<Facts>
  unless?(data: EventRow['data']): boolean
}

/** The same person again is known by it, so that leaving and coming back gives nothing a second time. */
const person = ({ userFingerprint }: MemberRow) => userFingerprint.slice(0, 48)

async function awardFor(tx: Tx, deed: Deed, { data, at }: EventRow, now: Date) {
  const memberId = data['memberId']
  if (typeof memberId !== 'string' || deed.unless?.(data)) return
  // Somebody who has left since has no account to give to.
  const member = await tx.findOne(Members, { where: { id: memberId, leftAt: IsNull() } })
  if (!member) return
  const subjectKey = deed.subjectKey(member, data)
  const facts = deed.facts?.(data) ?? {}
  await award(tx, { memberId, event: deed.event, subjectKey, facts, benefit: NEUTRAL, now, at })
}

const handler = (name: string, event: string, deed: Deed): EventHandler => ({
  name,
  event,
  run: (tx, row, now) => awardFor(tx, deed, row, now),
})

function idIn(data: EventRow['data'], name: string): string {
  const id = data[name]
  if (typeof id !== 'string') throw new Error(`an event without ${name}`)
  return id
}

const storeOf = (data: EventRow['data']) => (typeof data['storeId'] === 'string' ? { storeId: data['storeId'] } : {})
const streakOf = (data: EventRow['data']) => (typeof data['streak'] === 'number' ? { streakDays: data['streak'] } : {})

/** What other rooms announce, and what members may earn for it. Once per subject, however often an event comes. */
export const earningHandlers: EventHandler[] = [
  handler('earning.joined', 'member.joined', {
    event: 'joined',
    subjectKey: (member) => `joined:${member.id}`,
    unless: (data) => data['returning'] === true,
  }),
  handler('earning.profile', 'member.profileCompleted', {
    event: 'profile',
    subjectKey: (member) => `profile:${person(member)}`,
  }),
  handler('earning.checkin', 'checkin.done', {
    event: 'checkin',
    subjectKey: (_, data) => `checkin:${idIn(data, 'checkInId')}`,
    facts: streakOf,
  }),
  handler('earning.visit', 'checkin.visited', {
    event: 'visit',
    subjectKey: (_, data) => `visit:${idIn(data, 'visitId')}`,
    facts: storeOf,
  }),
]
