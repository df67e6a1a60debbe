import { View } from '@tarojs/components'
import { pointsText } from '../../kit/number'
import { endText } from '../../kit/time'
import { KV } from '../../ui/block/kv'
import { BenefitList } from '../../ui/member/benefit-list'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import type { BuyingCard } from './use-buy-card'

type BuySheetProps = { buying: BuyingCard; available: number; today: number }

/** Everything to know before points are taken: price, balance, how long, what it gives. */
export const BuySheet = ({
  buying: { offer, open, busy, failure, result, close, buy },
  available,
  today,
}: BuySheetProps) => {
  if (offer === null) return null
  const after = available - offer.points
  const action = after < 0 ? '积分还不够' : `用 ${pointsText(offer.points)} 积分换卡`
  return (
    <Sheet
      title={result ? '换好了' : offer.name}
      open={open}
      onClose={close}
      footer={
        result ? (
          <Btn size="large" label="好的" onPress={close} />
        ) : (
          <View>
            {failure ? <View className="t12 ink-danger center">{failure.detail}</View> : null}
            <Btn size="large" label={action} busy={busy} disabled={after < 0} onPress={() => void buy()} />
          </View>
        )
      }
    >
      <BenefitList benefits={result?.card.benefits ?? offer.benefits} />
      {result ? (
        <>
          <KV name="有效到" value={endText(result.card.until, today)} />
          <KV name="扣了积分" value={`−${pointsText(result.points)}`} strong="plain" />
          <KV name="还剩积分" value={pointsText(result.balanceAfter)} strong="brand" />
        </>
      ) : (
        <>
          <KV name="有效期" value={`${offer.validDays} 天，已有同样的卡就接着算`} />
          <KV name="需要积分" value={pointsText(offer.points)} strong="plain" />
          <KV name="现有积分" value={pointsText(available)} />
          {after >= 0 ? <KV name="换后剩余" value={pointsText(after)} strong="brand" /> : null}
        </>
      )}
    </Sheet>
  )
}
