import { Text, View } from '@tarojs/components'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { Icon } from '../../ui/icon/icon'
import { NewcomerOffer } from './code-offer'
import { GiftList, hasGifts } from './gift-list'
import { OpensCard } from './opens'
import type { Landing } from './use-landing'

/** What joining gives, drawn as the things themselves, and three reasons to stay. */
export const Offer = ({ landing: { gifts, offer, opens, reasons } }: { landing: Landing }) => (
  <View className="landing-body">
    <OpensCard opens={opens} />
    <NewcomerOffer offer={offer} />
    {hasGifts(gifts) ? (
      <Card title="新朋友见面礼" end={<Chip text="加入即到账" tone="brand" />}>
        <GiftList gifts={gifts} />
      </Card>
    ) : null}
    <Card className="landing-reasons">
      {reasons.map(({ icon, title, detail }) => (
        <View key={title} className="landing-reason">
          <View className="ink-brand">
            <Icon name={icon} />
          </View>
          <Text className="t14 bold">{title}</Text>
          <Text className="t12 ink-3">{detail}</Text>
        </View>
      ))}
    </Card>
  </View>
)
