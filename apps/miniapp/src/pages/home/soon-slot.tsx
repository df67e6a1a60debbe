import type { Output } from '@huitou/shared/api'
import type { Day } from '@huitou/shared/kit/day'
import { openPage } from '../../kit/navigate'
import { endText } from '../../kit/time'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'

/** What a member may lose in the next days; nothing when nothing ends. */
export const SoonSlot = ({ soon, today }: { soon: Output<'coupon.soon'> | null; today: Day }) => {
  if (soon === null || soon.count === 0 || soon.firstEndsAt === null) return null
  const title = soon.count === 1 ? `「${soon.firstName}」快到期了` : `${soon.count} 张券快到期了`
  const note = `${soon.count === 1 ? '' : `最早的一张`}${endText(soon.firstEndsAt, today)} 到期，记得用`
  return (
    <Card className="top12">
      <RowItem icon="clock" title={title} note={note} onPress={() => void openPage('pages/coupons/index')} />
    </Card>
  )
}
