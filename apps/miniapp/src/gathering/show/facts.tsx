import type { ShownGathering } from '@huitou/shared/gathering/contract'
import Taro from '@tarojs/taro'
import { useToday } from '../../kit/session'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { isComing, leftText, untilText } from '../words'

const copy = (text: string) => void Taro.setClipboardData({ data: text })

/** Where it is; the address to copy, and whom to call. */
const Place = ({ gathering: { where, store } }: { gathering: ShownGathering }) => {
  if (store === null) return <RowItem icon="pin" title={where} onPress={() => copy(where)} note="点一下复制地址" />
  const { address, hours, phone } = store
  return (
    <>
      <RowItem icon="pin" title={where} note={`${address}，点一下复制`} onPress={() => copy(address)} />
      {phone === null ? null : (
        <RowItem
          icon="phone"
          title="打电话问问"
          note={`${phone} · 营业 ${hours}`}
          onPress={() => void Taro.makePhoneCall({ phoneNumber: phone })}
        />
      )}
    </>
  )
}

/** How many places there are left, and whether one may come without signing up. */
const Seats = ({ gathering }: { gathering: ShownGathering }) => {
  if (!isComing(gathering.state)) return null
  const title = gathering.left === null ? '名额不限' : (leftText(gathering) ?? '名额满了')
  return (
    <RowItem
      icon="user"
      title={title}
      note={gathering.walkIns ? '没报名也能来，有位子就能进' : '要先报名，现场不加人'}
    />
  )
}

/** When, where, for how many and for whom. */
export const Facts = ({ gathering }: { gathering: ShownGathering }) => {
  const today = useToday()
  const until = today === null || !isComing(gathering.state) ? null : untilText(gathering, today)
  return (
    <Card className="card-flat">
      <RowItem icon="calendar" title={gathering.when} note={until ?? undefined} />
      <Place gathering={gathering} />
      <Seats gathering={gathering} />
      {gathering.tierName === null ? null : <RowItem icon="crown" title={`限${gathering.tierName}及以上`} />}
    </Card>
  )
}
