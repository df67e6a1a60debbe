import type { ShownGathering } from '@huitou/shared/gathering/contract'
import { View } from '@tarojs/components'
import { pointsText } from '../../kit/number'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Ticket } from '../../ui/coupon/ticket'

/** What coming gives: the things themselves, and when they are there. */
export const Gift = ({ gathering: { points, coupon } }: { gathering: ShownGathering }) =>
  points === 0 && coupon === null ? null : (
    <Card title="到场礼" more={{ text: '店员扫码入场后到账' }}>
      {points > 0 ? <RowItem icon="points" title={`${pointsText(points)} 积分`} /> : null}
      {coupon === null ? null : (
        <View className="top8">
          <Ticket ground="card" face={coupon.face} lines={[`${coupon.face.scope}，${coupon.validity}`]} />
        </View>
      )}
    </Card>
  )
