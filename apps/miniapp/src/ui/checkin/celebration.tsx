import type { CheckInResult } from '@huitou/shared/checkin/contract'
import { Text, View } from '@tarojs/components'
import { KV } from '../block/kv'
import { Cheer, CheerCoupon } from '../cheer/cheer'

type CelebrationProps = { result: CheckInResult; title: string; next: string | null; onClose: () => void }

/** Servers of before tell of one coupon only. */
const couponNames = ({ coupon, coupons }: CheckInResult) =>
  coupons?.map(({ name }) => name) ?? (coupon ? [coupon.name] : [])

export const Celebration = ({ result, title, next, onClose }: CelebrationProps) => (
  <Cheer icon="check" title={title} action="好的，收下" next={next} onClose={onClose}>
    <View className="row middle items-baseline gap8 top8 ink-brand">
      <Text className="num n56">+{result.points}</Text>
      <Text className="t17">积分</Text>
    </View>
    <View className="cheer-parts top12">
      {result.parts.map((part) => (
        <KV key={part.label} name={part.label} value={`+${part.points}`} strong="plain" />
      ))}
      {result.growth ? <KV name="成长值" value={`+${result.growth}`} strong="plain" /> : null}
    </View>
    {couponNames(result).map((name) => (
      <CheerCoupon key={name} name={name} />
    ))}
  </Cheer>
)
