import { View } from '@tarojs/components'
import { openPage } from '../../kit/navigate'
import { useSession } from '../../kit/session'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'
import { MemberOffer } from './code-offer'
import { OpensCard } from './opens'
import type { Landing } from './use-landing'
import { VisitButton } from './visit-button'

/** A member scanned the code: no offer for new friends, but the bonus for coming. */
export const MemberWelcome = ({ scene, landing }: { scene: string | null; landing: Landing }) => {
  const nickname = useSession(({ member }) => member?.nickname ?? null)
  return (
    <View className="landing-body">
      <OpensCard opens={landing.opens} />
      <VisitButton scene={scene} place={landing.place} />
      <MemberOffer offer={landing.offer} scene={scene} />
      <Card title={nickname === null ? '欢迎回来' : `${nickname}，欢迎回来`}>
        <View className="top8">
          <RowItem
            icon="calendar"
            title="今天签到了吗"
            note="连着来，奖励越来越大"
            onPress={() => void openPage('pages/checkin/index')}
          />
          <RowItem
            icon="qr"
            title="会员码"
            note="结账前给店员扫一下"
            onPress={() => void openPage('pages/code/index')}
          />
          <RowItem
            icon="ticket"
            title="卡包"
            note="看看有哪些券能用"
            onPress={() => void openPage('pages/coupons/index')}
          />
        </View>
        <Btn className="top12" label="去首页" onPress={() => void openPage('pages/home/index')} />
      </Card>
    </View>
  )
}
