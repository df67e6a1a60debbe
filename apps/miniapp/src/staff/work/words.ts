import type { WorkItem } from '@huitou/shared/worklist/contract'
import type { Day } from '@huitou/shared/kit/day'
import type { ChipTone } from '../../ui/block/chip'
import { clockText, momentText } from '../../kit/time'

export const GROUP_TITLES: Record<WorkItem['group'], string> = { due: '到点了', later: '待会儿', closed: '做完了' }

const closedText = ({ state, by, closedAt, skipReason }: WorkItem) => {
  if (state === 'missed' || closedAt === null) return '当天没有做'
  const who = `${by ?? ''} ${clockText(closedAt)}`
  return state === 'skipped' ? `${who} 跳过：${skipReason ?? ''}` : `${who} 做完`
}

/** When, about whom and why, or who has done it. */
export function noteLines(item: WorkItem, today: Day | null): string[] {
  const when = today === null ? clockText(item.dueAt) : momentText(item.dueAt, today)
  const about = [item.memberName, item.reason].filter(Boolean).join('：')
  return [item.group === 'closed' ? closedText(item) : `${when} 要做`, about].filter((line) => line !== '')
}

export function stateChip({ state, late }: WorkItem): { text: string; tone: ChipTone } | null {
  if (state === 'open') return late ? { text: '晚了', tone: 'warn' } : null
  if (state === 'missed') return { text: '没做', tone: 'danger' }
  if (state === 'skipped') return { text: '跳过', tone: 'plain' }
  return late ? { text: '晚了做完', tone: 'warn' } : { text: '准时', tone: 'ok' }
}
