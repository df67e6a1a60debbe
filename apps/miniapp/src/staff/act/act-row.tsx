import type { Act } from '@huitou/shared/counter/acts-contract'
import type { Day } from '@huitou/shared/kit/day'
import { serverNowMs } from '../../kit/clock'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'
import { actIcon, actNote, actTitle, undoWord } from './words'

type Props = { act: Act; today: Day | null; onUndo: (act: Act) => void }

/** Undoing is offered only while the server would take it. */
const canUndo = ({ undoneAt, undoUntil }: Act) =>
  undoneAt === null && undoUntil !== null && new Date(undoUntil).getTime() > serverNowMs()

const End = ({ act, onUndo }: Omit<Props, 'today'>) => {
  if (act.undoneAt !== null) return <Chip text="已撤销" />
  if (act.kind === 'refund' || act.refunded) return <Chip text="已退" tone="warn" />
  if (!canUndo(act)) return <Chip text="完成" tone="ok" />
  return <Btn label={undoWord(act.kind)} kind="line" size="small" onPress={() => onUndo(act)} />
}

/** One thing that was done at the counter. */
export const ActRow = ({ act, today, onUndo }: Props) => (
  <RowItem
    icon={act.undoneAt === null ? actIcon(act.kind) : 'undo'}
    tone="plain"
    title={actTitle(act)}
    note={actNote(act, today)}
    end={<End act={act} onUndo={onUndo} />}
  />
)
