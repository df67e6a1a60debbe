import { useCallback, useState } from 'react'
import { useVisit } from '../../features/checkin/use-visit'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'
import type { Landing } from './use-landing'

/** Only a code in a store stands for being there. */
export const VisitButton = ({ scene, place }: { scene: string | null; place: Landing['place'] }) => {
  const [done, setDone] = useState(false)
  const { busy, visit } = useVisit(useCallback(() => setDone(true), []))
  if (scene === null || place === null || place.kind === 'material') return null
  return (
    <Card className="card-flat">
      <RowItem
        icon="pin"
        tone="ok"
        title={done ? '到店积分已到账' : `你在${place.storeName}`}
        note={done ? '明天到店还能再加' : '点一下，到店积分就到账'}
        end={
          done ? (
            <Chip text="已到账" tone="ok" icon="check" />
          ) : (
            <Btn kind="soft" size="small" label="到店签到" busy={busy} onPress={() => void visit(scene)} />
          )
        }
      />
    </Card>
  )
}
