import type { CouponOffer } from '@huitou/shared/coupon/contract'
import { CustomWrapper, View } from '@tarojs/components'
import { useEffect, useRef } from 'react'
import { countdownText } from '../../kit/time'
import { useLeft } from '../../kit/use-left'
import { dropText } from './words'
import './drop-bar.scss'

type Drop = NonNullable<CouponOffer['drop']>

const Ticking = ({ drop, onDue }: { drop: Drop; onDue: () => void }) => {
  const leftMs = useLeft(drop.running ? drop.endsAt : drop.opensAt)
  const told = useRef(false)
  useEffect(() => {
    if (leftMs > 0) told.current = false
    else if (!told.current) {
      told.current = true
      onDue()
    }
  }, [leftMs, onDue])
  return <View className="bold">{dropText(drop, countdownText(leftMs))}</View>
}

/** The drop under its coupon: when they come, and how long until this one opens or ends. Asks again as it does. */
export const DropBar = ({ drop, onDue }: { drop: Drop; onDue: () => void }) => (
  <View className={`drop-bar t12 ${drop.running && drop.left > 0 ? 'drop-bar-on' : ''}`}>
    <View>{drop.words}</View>
    <CustomWrapper>
      <Ticking drop={drop} onDue={onDue} />
    </CustomWrapper>
  </View>
)
