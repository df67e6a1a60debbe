import type { GroupOrder } from '@huitou/shared/groupbuy/contract'
import { openPage } from '../../kit/navigate'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'

/** The way to the voucher in the wallet, once it is there. */
export const VoucherRow = ({ order: { couponId, state, name } }: { order: GroupOrder }) => {
  if (couponId === null || (state !== 'won' && state !== 'used')) return null
  return (
    <Card className="card-flat">
      <RowItem
        icon="ticket"
        title={name}
        note={state === 'used' ? '已经用了' : '到店出示券码就能拿'}
        onPress={() => void openPage('coupon/detail/index', { couponId })}
      />
    </Card>
  )
}
