import type { Output } from '@huitou/shared/api'
import { openPage } from '../../kit/navigate'
import type { Asked } from '../../kit/use-ask'
import { CheckinStrip } from '../../ui/checkin/checkin-strip'
import { Card } from '../../ui/block/card'
import { Bone } from '../../ui/state/skeleton'
import { noteOf, titleOf } from '../../features/checkin/words'

type CheckinSlotProps = { asked: Asked<Output<'checkin.status'>>; busy: boolean; onCheckIn: () => void }

export const CheckinSlot = ({ asked: { data, failure }, busy, onCheckIn }: CheckinSlotProps) => {
  if (data === null) return failure ? null : <Bone height={128} className="bone-card" />
  return (
    <Card className="checkin-slot">
      <CheckinStrip
        title={titleOf(data)}
        note={noteOf(data)}
        streak={data.streak}
        checkedInToday={data.checkedInToday}
        busy={busy}
        onCheckIn={onCheckIn}
        onOpen={() => void openPage('pages/checkin/index')}
      />
    </Card>
  )
}
