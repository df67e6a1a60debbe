import { openPage } from '../../kit/navigate'
import { openPoints } from '../../features/points/tab'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'

export const MemberRows = () => (
  <Card className="card-flat">
    <RowItem
      icon="crown"
      title="会员等级"
      note="看看每一级有什么"
      onPress={() => void openPage('account/tiers/index')}
    />
    <RowItem
      icon="receipt"
      title="消费记录"
      note="买了什么、省了多少、得了多少积分"
      onPress={() => void openPage('account/purchases/index')}
    />
    <RowItem
      icon="user"
      title="我的拼团"
      note="开的团、参的团、退的款"
      onPress={() => void openPage('groupbuy/mine/index')}
    />
    <RowItem icon="calendar" title="签到日历" onPress={() => void openPage('pages/checkin/index')} />
    <RowItem icon="info" title="积分攻略" onPress={() => void openPage('account/guide/index')} />
    <RowItem icon="bag" title="积分商城" onPress={() => void openPoints('mall')} />
    <RowItem
      icon="user"
      title="个人资料"
      note="昵称、生日、手机号，都可以不填"
      onPress={() => void openPage('account/profile/index')}
    />
  </Card>
)
