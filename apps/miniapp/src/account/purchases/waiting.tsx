import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { openPage } from '../../kit/navigate'
import { priceText } from '../../kit/number'
import { useToday } from '../../kit/session'
import { endText, momentText } from '../../kit/time'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'

/** What can still be reviewed, newest first. */
export const Waiting = ({ points, purchases }: Output<'review.waiting'>) => {
  const today = useToday()
  return (
    <View>
      <Card>
        {purchases.map(({ purchaseId, storeName, at, paidFen, until }) => (
          <RowItem
            key={purchaseId}
            icon="chat"
            title={`${storeName} · ¥${priceText(paidFen)}`}
            note={today === null ? '' : `${momentText(at, today)}，${endText(until, today)}前可以评`}
            onPress={() => void openPage('account/purchase/index', { purchaseId })}
          />
        ))}
      </Card>
      <View className="t12 ink-3 center top12">
        {points > 0 ? `说说怎么样，说好说坏都得 ${points} 积分` : '说说怎么样，只有店里看得到'}
      </View>
    </View>
  )
}
