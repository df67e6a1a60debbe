import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { pointsText } from '../../kit/number'
import type { Asked } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { KV } from '../../ui/block/kv'
import { Cheer, CheerCoupon } from '../../ui/cheer/cheer'

type Mine = Output<'tier.mine'>

const gained = ({ pack }: NonNullable<Mine['celebration']>) =>
  pack.points > 0 || pack.couponNames.length > 0 || pack.cardName !== null

/** A rise that the member has not seen yet: shown once, on whichever page comes first, and told to the server when it was closed. */
export const Rise = ({ tier }: { tier: Asked<Mine> }) => {
  const { run } = useSend('tier.celebrated')
  const [seen, setSeen] = useState<string | null>(null)
  const rise = tier.data?.celebration ?? null
  if (rise === null || rise.id === seen) return null
  const close = () => {
    setSeen(rise.id)
    void run({ id: rise.id })
  }
  const { pack } = rise
  return (
    <Cheer icon="crown" title={`升到${rise.name}了`} action={gained(rise) ? '好的，收下' : '太好了'} onClose={close}>
      <View className="t14 ink-2 top8">{`从${rise.fromName}升上来，新的好处现在就有。`}</View>
      {pack.points > 0 || pack.cardName !== null ? (
        <View className="cheer-parts top12">
          {pack.points > 0 ? <KV name="升级礼" value={`+${pointsText(pack.points)} 积分`} strong="plain" /> : null}
          {pack.cardName === null ? null : <KV name="权益卡" value={pack.cardName} strong="plain" />}
        </View>
      ) : null}
      {pack.couponNames.map((name) => (
        <CheerCoupon key={name} name={name} />
      ))}
    </Cheer>
  )
}
