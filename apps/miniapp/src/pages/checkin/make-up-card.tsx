import type { Output } from '@huitou/shared/api'
import type { Day } from '@huitou/shared/kit/day'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { pointsText } from '../../kit/number'
import { dayText } from '../../kit/time'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import type { MakingUp } from './use-make-up'

type Offer = NonNullable<Output<'checkin.status'>['makeUp']>
type MakeUpCardProps = { offer: Offer; today: Day; making: MakingUp }

const priceText = (points: number) => (points === 0 ? '免费' : `${pointsText(points)} 积分`)

/** The newest missed day that can be made up, what that costs, and how many more there are. */
export const MakeUpCard = ({ offer, today, making }: MakeUpCardProps) => {
  const [asking, setAsking] = useState<Day | null>(null)
  const [day] = offer.days
  if (day === undefined) return null
  const close = () => setAsking(null)
  const confirm = async (missed: Day) => {
    if (await making.makeUp(missed, offer.points)) close()
  }
  return (
    <Card className="card-flat">
      <RowItem
        icon="refresh"
        tone="plain"
        title={`${dayText(day, today)}漏签了，可以补上`}
        note={`${priceText(offer.points)}，连签接着算；本期还能补 ${offer.left} 次`}
        end={<Btn kind="soft" size="small" label="补签" busy={making.busy} onPress={() => setAsking(day)} />}
      />
      <Sheet
        title={`补签 ${dayText(asking ?? day, today)}`}
        open={asking !== null}
        onClose={close}
        footer={
          <View>
            {making.failure ? <View className="t12 ink-danger center">{making.failure.detail}</View> : null}
            <Btn
              size="large"
              label={offer.points === 0 ? '免费补签' : `用 ${pointsText(offer.points)} 积分补签`}
              busy={making.busy}
              onPress={() => void confirm(asking ?? day)}
            />
          </View>
        }
      >
        <KV name="补哪天" value={dayText(asking ?? day, today)} strong="plain" />
        <KV name="要花" value={priceText(offer.points)} strong="brand" />
        <KV name="本期还能补" value={`${offer.left} 次`} />
        <Note icon="info">补上以后，连签天数按没有漏过来算；因此够到的连签奖励一起到账。补签不能撤回。</Note>
      </Sheet>
    </Card>
  )
}
