import { View } from '@tarojs/components'
import { useState } from 'react'
import { useFailureSaid } from '../../features/asked/use-failure-said'
import { openPage } from '../../kit/navigate'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { Note } from '../../ui/block/note'
import { Ticket } from '../../ui/coupon/ticket'
import { Btn } from '../../ui/press/btn'
import type { Landing } from './use-landing'

type CodeOffer = NonNullable<Landing['offer']>

const CouponOf = ({ coupon }: Pick<CodeOffer, 'coupon'>) =>
  coupon ? (
    <View className="top12">
      <Ticket ground="card" face={coupon.face} lines={[`${coupon.face.scope}，${coupon.validity}`]} />
    </View>
  ) : null

/** What this code gives a newcomer besides, or that somebody else had it. */
export const NewcomerOffer = ({ offer }: { offer: Landing['offer'] }) => {
  if (offer === null) return null
  if (offer.state === 'used')
    return (
      <Card className="card-flat">
        <Note icon="info" tone="warn">
          这张卡上的码只能用一次，已经被先扫的人用掉了。你照样可以入会，只是没有这份优惠。
        </Note>
      </Card>
    )
  return (
    <Card title={offer.benefit ?? '扫这个码入会，再送一张券'} end={<Chip text="新朋友专享" tone="brand" />}>
      <CouponOf coupon={offer.coupon} />
    </Card>
  )
}

/** A standee’s coupon, for a member to take. */
export const MemberOffer = ({ offer, scene }: { offer: Landing['offer']; scene: string | null }) => {
  const { busy, failure, run } = useSend('joining.claimOffer')
  const [couponId, setCouponId] = useState<string | null>(null)
  useFailureSaid(failure)
  if (offer === null || scene === null || offer.coupon === null) return null
  const has = couponId !== null || offer.state === 'taken'
  const claim = async () => setCouponId((await run({ scene }))?.couponId ?? null)
  const look = () =>
    couponId === null ? openPage('pages/coupons/index') : openPage('coupon/detail/index', { couponId })
  return (
    <Card title={offer.benefit ?? '扫码领券'} end={has ? <Chip text="已领取" tone="ok" icon="check" /> : undefined}>
      <CouponOf coupon={offer.coupon} />
      {has ? (
        <Btn className="top12" kind="line" label="去看看这张券" onPress={() => void look()} />
      ) : (
        <Btn className="top12" label="领取" busy={busy} onPress={() => void claim()} />
      )}
    </Card>
  )
}
