import type { GatheringCard, Ticket } from '@huitou/shared/gathering/contract'
import type { GatheringKind } from '@huitou/shared/gathering/schema'
import type { Day } from '@huitou/shared/kit/day'
import { momentText } from '../kit/time'
import type { ChipTone } from '../ui/block/chip'
import type { IconName } from '../ui/icon/names'

type State = GatheringCard['state']
type Look = { text: string; tone: ChipTone }

const CHIPS: Record<State, Look> = {
  open: { text: '报名中', tone: 'brand' },
  signed_up: { text: '已报名', tone: 'ok' },
  came: { text: '已入场', tone: 'ok' },
  missed: { text: '没到场', tone: 'plain' },
  full: { text: '名额满了', tone: 'warn' },
  closed: { text: '报名截止', tone: 'plain' },
  locked: { text: '等级不够', tone: 'info' },
  over: { text: '已结束', tone: 'plain' },
  cancelled: { text: '已取消', tone: 'danger' },
}

/** How it stands for this person. What they gave back says so, whatever became of the gathering. */
export function stateChip(
  { state, tierName }: Pick<GatheringCard, 'state' | 'tierName'>,
  ticket: Pick<Ticket, 'state'> | null = null,
): Look {
  if (ticket?.state === 'withdrawn' && state !== 'cancelled') return { text: '已退票', tone: 'plain' }
  return state === 'locked' && tierName !== null ? { text: `限${tierName}`, tone: 'info' } : CHIPS[state]
}

const ICONS: Record<GatheringKind, IconName> = {
  ...{ launch: 'bolt', exhibition: 'store', tasting: 'cake', lecture: 'chat' },
  ...{ class: 'pencil', experience: 'gift', other: 'calendar' },
}

export const kindIcon = (kind: GatheringKind) => ICONS[kind]

/** Whether people may still come to it: then seats and how to bring a friend are of use. */
export const isComing = (state: State) => !['over', 'cancelled', 'came', 'missed'].includes(state)

/** 还剩 8 位; nothing where that is not counted, or of no use any more. */
export const leftText = ({ left, state }: Pick<GatheringCard, 'left' | 'state'>) =>
  left !== null && left > 0 && isComing(state) ? `还剩 ${left} 位` : null

/** Until when one may sign up, where that is before it begins. */
export const untilText = ({ signUpUntil, startsAt }: Pick<GatheringCard, 'signUpUntil' | 'startsAt'>, today: Day) =>
  new Date(signUpUntil) < new Date(startsAt) ? `${momentText(signUpUntil, today)} 截止报名` : null

/** What the card that is forwarded says: what and when, and nothing that it would give (R29). */
export const shareTitle = ({ title, when }: Pick<GatheringCard, 'title' | 'when'>) => `${title}，${when}，一起来吗`
