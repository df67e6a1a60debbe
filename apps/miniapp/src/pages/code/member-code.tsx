import { Text, View } from '@tarojs/components'
import { send } from '../../kit/call/call'
import { openPage } from '../../kit/navigate'
import { useSession } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { CodeSection } from '../../features/code/code-section'
import { useInFront } from '../../features/code/use-in-front'
import { useShownCode } from '../../features/code/use-shown-code'
import { BillPanel } from '../../features/purchase/bill-panel'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Icon } from '../../ui/icon/icon'
import { CodeHead } from './code-head'
import './member-code.scss'

const fetchCode = () => send('member.showCode', {})

const QR_MAX_PX = 200

export const MemberCode = () => {
  const inFront = useInFront()
  const member = useSession((session) => session.member)
  const balance = useAsk('points.balance', {})
  const tier = useAsk('tier.mine', {})
  const coupons = useAsk('coupon.list', { tab: 'unused' })
  const shown = useShownCode(fetchCode, '会员码', inFront)
  const unused = coupons.data?.counts.unused ?? 0
  const onPaid = () => void Promise.all([balance.reload(), coupons.reload(), tier.reload()])
  return (
    <View>
      <BillPanel inFront={inFront} onPaid={onPaid} />
      <View className="member-code-card">
        <CodeHead
          nickname={member?.nickname ?? null}
          tier={tier.data?.current ?? null}
          points={balance.data?.available ?? null}
        />
        <CodeSection shown={shown} name="会员码" qrMaxPx={QR_MAX_PX} />
      </View>
      {unused > 0 ? (
        <Card className="card-flat">
          <RowItem
            icon="ticket"
            title={`卡包里有 ${unused} 张券`}
            note="店员扫会员码就能看到"
            onPress={() => void openPage('pages/coupons/index')}
          />
        </Card>
      ) : null}
      {shown.code ? (
        <View className="row middle gap8 t12 ink-3">
          <Icon name="bolt" size={16} bold />
          <Text>屏幕已自动调亮，结账前出示给店员即可</Text>
        </View>
      ) : null}
    </View>
  )
}
