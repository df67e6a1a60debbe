import type { Ticket } from '@huitou/shared/gathering/contract'
import { View } from '@tarojs/components'
import { openPage } from '../../kit/navigate'
import { pointsText } from '../../kit/number'
import { useToday } from '../../kit/session'
import { momentText } from '../../kit/time'
import { Card } from '../../ui/block/card'
import { Note } from '../../ui/block/note'
import { RowItem } from '../../ui/block/row-item'

/** They came: when, and what it gave. */
export const CameCard = ({ ticket: { usedAt, points, couponId, giftOwed } }: { ticket: Ticket }) => {
  const today = useToday()
  return (
    <Card className="card-rows">
      <RowItem
        icon="check"
        tone="ok"
        title="已入场"
        note={usedAt === null || today === null ? undefined : momentText(usedAt, today)}
      />
      {points > 0 ? <RowItem icon="points" title="到场礼" end={`+${pointsText(points)} 积分`} /> : null}
      {couponId === null ? null : (
        <RowItem
          icon="ticket"
          title="到场送的券"
          note="已经放进卡包"
          onPress={() => void openPage('coupon/detail/index', { couponId })}
        />
      )}
      {giftOwed ? (
        <View className="top8">
          <Note icon="clock">到场礼晚点到账，不用再来找店员</Note>
        </View>
      ) : null}
    </Card>
  )
}
