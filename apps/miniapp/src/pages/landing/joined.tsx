import { View } from '@tarojs/components'
import { openPage } from '../../kit/navigate'
import { Card } from '../../ui/block/card'
import { Btn } from '../../ui/press/btn'
import { GiftList, hasGifts } from './gift-list'
import { OpensCard } from './opens'
import type { Gifts, Landing } from './use-landing'
import { VisitButton } from './visit-button'

type JoinedProps = { gifts: Gifts; scene: string | null; landing: Landing }

/** Joined a moment ago: what is theirs now, and what to do with it. */
export const Joined = ({ gifts, scene, landing: { opens, place } }: JoinedProps) => (
  <View className="landing-body">
    <OpensCard opens={opens} />
    <Card title={hasGifts(gifts) ? '你是会员了，见面礼已到账' : '你是会员了'}>
      {hasGifts(gifts) ? <GiftList gifts={gifts} /> : null}
      <Btn
        className="top16"
        size="large"
        label="去签到，再得积分"
        onPress={() => void openPage('pages/checkin/index')}
      />
      <Btn className="top12" kind="line" label="看看首页" onPress={() => void openPage('pages/home/index')} />
    </Card>
    <VisitButton scene={scene} place={place} />
  </View>
)
