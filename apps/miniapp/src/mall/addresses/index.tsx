import type { Address } from '@huitou/shared/mall/address/contract'
import { View } from '@tarojs/components'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MemberOnly } from '../../features/joining/member-only'
import { goBack, openPage, useParams } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { StatePage } from '../../ui/state/state-page'
import { useChosenAddress } from '../../features/mall/chosen-address'

const BONES = [88, 88] as const

const add = () => void openPage('mall/address/index')

const Nothing = () => (
  <StatePage
    art="list"
    title="还没有收货地址"
    text="只有选了寄送才用得到，加密存着，退会就删"
    action={{ label: '加一个地址', onPress: add }}
  />
)

const choose = (addressId: string) => {
  useChosenAddress.setState({ addressId })
  void goBack()
}

const AddressCard = ({ address, choosing }: { address: Address; choosing: boolean }) => {
  const { id, name, phone, region, detail, isDefault } = address
  const edit = () => void openPage('mall/address/index', { addressId: id })
  return (
    <Card className="card-flat">
      <RowItem
        icon="pin"
        tone={isDefault ? 'brand' : 'plain'}
        title={`${name} ${phone}`}
        note={`${region} ${detail}`}
        end={isDefault ? <Chip text="默认" tone="brand" /> : undefined}
        onPress={choosing ? () => choose(id) : edit}
      />
      {choosing ? (
        <View className="row between">
          <Btn kind="line" size="small" label="改一改" onPress={edit} />
          <Btn size="small" label="寄到这里" onPress={() => choose(id)} />
        </View>
      ) : null}
    </Card>
  )
}

const Addresses = ({ choosing }: { choosing: boolean }) => {
  const asked = useAsk('mall.addresses', {}, { isEmpty: ({ addresses }) => addresses.length === 0 })
  usePullDown([asked])
  return (
    <AskedView asked={asked} bones={BONES} failed="地址没有取到" empty={<Nothing />}>
      {({ addresses }) => (
        <View>
          {addresses.map((address) => (
            <AddressCard key={address.id} address={address} choosing={choosing} />
          ))}
          <Btn kind="soft" label="加一个地址" onPress={add} />
        </View>
      )}
    </AskedView>
  )
}

export default function AddressesPage() {
  const { choose: choosing } = useParams('mall/addresses/index')
  return (
    <Page title="收货地址">
      <MemberOnly bones={BONES} title="加入会员，用积分换东西" text="选了寄送的，才要填收货地址">
        <Addresses choosing={choosing === '1'} />
      </MemberOnly>
    </Page>
  )
}
