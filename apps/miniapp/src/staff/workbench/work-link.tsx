import { openPage } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'

/** To what the store has to do today, with how much of it is due. */
export const WorkLink = ({ storeId }: { storeId: string }) => {
  const { data } = useAsk('worklist.mine', { storeId })
  const open = data?.open ?? 0
  return (
    <Card className="top12">
      <RowItem
        icon="check"
        title="今天要做的"
        note={open > 0 ? `${open} 件到点了，做完记得标一下` : '群提醒、回访，到点会出现在这里'}
        end={open > 0 ? <Chip text={String(open)} tone="warn" /> : undefined}
        onPress={() => void openPage('staff/work/index', { storeId })}
      />
    </Card>
  )
}
