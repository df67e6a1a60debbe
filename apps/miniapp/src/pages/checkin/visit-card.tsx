import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'

type VisitCardProps = {
  visit: { points: number; doneToday: boolean }
  busy: boolean
  /** The store's code was scanned already. */
  scanned: boolean
  onVisit: () => void
}

/** The bonus for being in the store, on a card of its own: it is no part of the streak. */
export const VisitCard = ({ visit: { points, doneToday }, busy, scanned, onVisit }: VisitCardProps) => (
  <Card className="card-flat">
    <RowItem
      icon="pin"
      tone="ok"
      title={doneToday ? `今天到过店，已加 ${points} 积分` : `到店签到再加 ${points} 积分`}
      note={doneToday ? '明天到店还能再加' : scanned ? '你正在店里，点一下就到账' : '扫一下收银台旁的签到码'}
      end={
        doneToday ? (
          <Chip text="已到账" tone="ok" icon="check" />
        ) : (
          <Btn
            kind="soft"
            size="small"
            icon={scanned ? 'pin' : 'scan'}
            label={scanned ? '到店签到' : '扫码'}
            busy={busy}
            onPress={onVisit}
          />
        )
      }
    />
  </Card>
)
