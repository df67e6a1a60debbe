import { useCallback, useState } from 'react'
import { useSession } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { useVisit } from '../../features/checkin/use-visit'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'
import type { Landing } from './use-landing'

const IN_STORE = new Set(['store', 'table', 'shelf', 'counter'])

/** Only a code that stays in the store stands for being there. */
export const VisitButton = ({ scene, place }: { scene: string | null; place: Landing['place'] }) => {
  const isMember = useSession(({ status }) => status === 'member')
  const { data } = useAsk('checkin.status', {}, { when: isMember })
  const [justDone, setJustDone] = useState(false)
  const done = justDone || data?.visit.doneToday === true
  const { busy, visit } = useVisit(useCallback(() => setJustDone(true), []))
  if (scene === null || place === null || !IN_STORE.has(place.kind) || data === null || data.visit.points === 0)
    return null
  return (
    <Card className="card-flat">
      <RowItem
        icon="pin"
        tone="ok"
        title={done ? '到店积分已到账' : `你在${place.storeName}`}
        note={done ? '明天到店还能再加' : `点一下，到店 ${data.visit.points} 积分就到账`}
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
