import { openPage } from '../../kit/navigate'
import { StatePage } from '../../ui/state/state-page'

export type WalletTab = 'unused' | 'used' | 'expired'

export const NothingHere = ({ tab }: { tab: WalletTab }) => {
  if (tab === 'used') return <StatePage art="empty" title="还没有用过券" text="到店结账前打开券，店员扫一下就用上了" />
  if (tab === 'expired') return <StatePage art="empty" title="没有过期的券" text="快到期的券会排在最前面" />
  return (
    <StatePage
      art="empty"
      title="卡包还是空的"
      text="签到、领券、积分兑换得到的券，都会放在这里"
      action={{ label: '去签到', onPress: () => void openPage('pages/checkin/index') }}
      second={{ label: '去领券中心', onPress: () => void openPage('coupon/centre/index') }}
    />
  )
}
