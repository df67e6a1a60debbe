import { View } from '@tarojs/components'
import { openPage } from '../../kit/navigate'
import { Plate } from '../../ui/plate/plate'
import { RowItem } from '../../ui/block/row-item'
import { Card } from '../../ui/block/card'
import { Btn } from '../../ui/press/btn'

/** The place of the member card for those who have not joined. */
export const JoinCard = ({ tagline }: { tagline: string }) => (
  <View>
    <Plate style="basic">
      <View className="t22">加入会员，积分从今天攒起</View>
      <View className="t14 top4">{tagline}</View>
      <Btn className="top16" label="看看见面礼" onPress={() => void openPage('pages/landing/index')} />
    </Plate>
    <Card title="加入以后" className="card-rows">
      <RowItem icon="gift" title="见面礼当场到账" note="加入那一刻就能用" />
      <RowItem icon="calendar" title="每天签到攒积分" note="连着来，奖励越来越大" />
      <RowItem icon="bag" title="积分换咖啡和面包" note="换到的券放进卡包，到店出示" />
    </Card>
  </View>
)
