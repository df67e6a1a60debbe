import type { Day } from '@huitou/shared/kit/day'
import type { Verification } from '@huitou/shared/counter/contract'
import { serverNowMs } from '../../kit/clock'
import { clockText, dayOf, dayText } from '../../kit/time'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'

type Props = { verification: Verification; today: Day | null; onUndo: (verification: Verification) => void }

/** Undoing is offered only while the server would take it. */
export const canUndo = ({ undoneAt, undoUntil }: Verification, nowMs: number) =>
  undoneAt === null && undoUntil !== null && new Date(undoUntil).getTime() > nowMs

const whenText = (at: string, today: Day | null) =>
  today === null || dayOf(at) === today ? clockText(at) : `${dayText(dayOf(at), today)} ${clockText(at)}`

const End = ({ verification, onUndo }: Omit<Props, 'today'>) => {
  if (verification.undoneAt !== null) return <Chip text="已撤销" />
  if (!canUndo(verification, serverNowMs())) return <Chip text="完成" tone="ok" />
  return <Btn label="撤销" kind="line" size="small" onPress={() => onUndo(verification)} />
}

export const VerificationRow = ({ verification, today, onUndo }: Props) => {
  const { couponName, memberName, at, staffName, undoReason } = verification
  return (
    <RowItem
      icon={undoReason === null ? 'ticket' : 'undo'}
      tone="plain"
      title={couponName}
      note={[memberName, whenText(at, today), staffName, undoReason].filter(Boolean).join(' · ')}
      end={<End verification={verification} onUndo={onUndo} />}
    />
  )
}
