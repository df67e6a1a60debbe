import { AskedView } from '../../features/asked/asked-view'
import { MemberOnly } from '../../features/joining/member-only'
import { goBack, useParams } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'
import { AddressForm } from './address-form'

const BONES = [340, 64] as const

const Change = ({ addressId }: { addressId: string }) => {
  const asked = useAsk('mall.addresses', {})
  return (
    <AskedView asked={asked} bones={BONES} failed="地址没有取到">
      {({ addresses }) => {
        const address = addresses.find(({ id }) => id === addressId)
        return address === undefined ? (
          <StatePage
            art="list"
            title="这个地址已经删了"
            text="回去加一个新的就行"
            action={{ label: '返回', onPress: () => void goBack() }}
          />
        ) : (
          <AddressForm key={address.id} address={address} />
        )
      }}
    </AskedView>
  )
}

export default function AddressPage() {
  const { addressId } = useParams('mall/address/index')
  return (
    <Page title={addressId === undefined ? '加一个地址' : '编辑地址'}>
      <MemberOnly bones={BONES} title="加入会员，用积分换东西" text="选了寄送的，才要填收货地址">
        {addressId === undefined ? <AddressForm address={null} /> : <Change addressId={addressId} />}
      </MemberOnly>
    </Page>
  )
}
