import { openPage } from '../../kit/navigate'
import { badgeText } from '../../kit/tab-badge'
import { useAsk } from '../../kit/use-ask'
import { GroupRow } from '../../features/community/group-row'
import { useUnread } from '../../features/notify/use-unread'
import { SurveyRow } from '../../features/survey/survey-row'
import { openPoints } from '../../features/points/tab'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'

/** A plain number: nothing here blinks or counts up. */
const InboxRow = () => {
  const unread = useUnread()
  return (
    <RowItem
      icon="chat"
      title="消息"
      end={unread > 0 ? <Chip tone="brand" text={badgeText(unread)} /> : null}
      note={unread > 0 ? `${unread} 条没看` : '券快到期、到货、寄出，都在这里'}
      onPress={() => void openPage('account/inbox/index')}
    />
  )
}

/** Only while friends can be invited. */
const InviteRow = () => {
  const { data } = useAsk('referral.offer', {})
  return data?.on === true ? (
    <RowItem icon="gift" title="邀请有礼" note={data.words} onPress={() => void openPage('invite/index')} />
  ) : null
}

/** Only for who is a distributor, or may apply to be one. */
const EarnRow = () => {
  const { data } = useAsk('distribution.mine', {})
  if (data === null || (data.state === null && !data.mayApply)) return null
  return (
    <RowItem
      icon="user"
      title="分销中心"
      note={data.mayApply ? '推荐顾客来店里，规则先看清楚' : '我的佣金、顾客和明细'}
      onPress={() => void openPage('invite/earn/index')}
    />
  )
}

export const MemberRows = () => (
  <Card className="card-flat">
    <InboxRow />
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
    <InviteRow />
    <EarnRow />
    <SurveyRow />
    <GroupRow />
    <RowItem
      icon="ticket"
      title="活动报名"
      note="报上的活动和入场码"
      onPress={() => void openPage('gathering/list/index', { tab: 'mine' })}
    />
    <RowItem icon="user" title="我的拼团" note="开的团、参的团" onPress={() => void openPage('groupbuy/mine/index')} />
    <RowItem
      icon="receipt"
      title="付款记录"
      note="小程序里付的钱、退的钱"
      onPress={() => void openPage('account/payments/index')}
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
