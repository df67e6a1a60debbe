import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { useCallback } from 'react'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MemberOnly } from '../../features/joining/member-only'
import { useToday } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'
import { BuySheet } from './buy-sheet'
import { HeldCardPlate } from './held-card-plate'
import { OfferCard } from './offer-card'
import { useBuyCard } from './use-buy-card'

const BONES = [130, 130] as const

const Nothing = () => <StatePage art="list" title="还没有权益卡" text="店家发卡，或者用积分换卡，都会放在这里" />

const isEmpty = ({ held, onSale }: Output<'tier.myCards'>) => held.length === 0 && onSale.length === 0

/** Cards that the member holds, and those that points can buy. */
const Cards = () => {
  const cards = useAsk('tier.myCards', {}, { isEmpty })
  const balance = useAsk('points.balance', {})
  const today = useToday()
  const [reloadCards, reloadBalance] = [cards.reload, balance.reload]
  const reload = useCallback(() => {
    void Promise.all([reloadCards(), reloadBalance()])
  }, [reloadCards, reloadBalance])
  const buying = useBuyCard(reload)
  usePullDown([cards, balance])
  return (
    <AskedView asked={cards} bones={BONES} failed="权益卡没有取到" empty={<Nothing />}>
      {({ held, onSale }) => (
        <View>
          {held.map((card) => (
            <HeldCardPlate key={card.id} card={card} today={today ?? undefined} />
          ))}
          {onSale.map((offer) => (
            <OfferCard key={offer.cardId} offer={offer} onLook={() => buying.look(offer)} />
          ))}
          {today === null || balance.data === null ? null : (
            <BuySheet buying={buying} available={balance.data.available} today={today} />
          )}
        </View>
      )}
    </AskedView>
  )
}

export default function CardsPage() {
  return (
    <Page title="权益卡">
      <MemberOnly bones={BONES} title="加入会员，才能用权益卡" text="有的卡能让积分翻倍，有的卡能先买到新品">
        <Cards />
      </MemberOnly>
    </Page>
  )
}
