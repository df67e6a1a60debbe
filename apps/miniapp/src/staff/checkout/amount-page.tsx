import { View } from '@tarojs/components'
import { useState } from 'react'
import { typedAmount } from '../../kit/amount'
import { priceText } from '../../kit/number'
import { Card } from '../../ui/block/card'
import { FilterChip } from '../../ui/block/chip'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Field } from '../../ui/field/field'
import { Keypad } from '../counter/keypad'
import { GoodsForm } from './goods-form'
import { basketOf, EMPTY_TICKET, receiptOk, totalFenOf, type Ticket } from './ticket'
import './amount-page.scss'

const RECEIPT_MAX = 40

type Props = {
  /** Whose bill it is; null for somebody who is no member. */
  who: string | null
  ticket: Ticket | null
  title?: string
  button?: string
  busy?: boolean
  note?: React.ReactNode
  /** Under everything: another way on. */
  other?: React.ReactNode
  onDone: (ticket: Ticket) => void
}

type TotalProps = { who: string | null; byGoods: boolean; shown: string; onWay: (byGoods: boolean) => void }

const Total = ({ who, byGoods, shown, onWay }: TotalProps) => (
  <Card>
    <View className="row between gap8">
      <View className="t15 ink-2">{who === null ? '还不是会员的客人' : `给 ${who} 结账`}</View>
      <View className="row gap8">
        <FilterChip text="按金额" on={!byGoods} onPress={() => onWay(false)} />
        <FilterChip text="录商品" on={byGoods} onPress={() => onWay(true)} />
      </View>
    </View>
    <View className="amount-shown num" aria-label={`合计 ${shown} 元`}>
      <View className="amount-unit">¥</View>
      <View>{shown}</View>
    </View>
    <View className="t12 ink-3">收银机上的商品合计，不减优惠</View>
  </Card>
)

/** What the till says: an amount typed with one thumb, or the goods one by one; and the receipt's number for who wants it kept. */
export const AmountPage = ({ who, ticket, title = '结账', button = '下一步，看优惠', ...props }: Props) => {
  const { busy, note, other, onDone } = props
  const [typed, setTyped] = useState<Ticket>(ticket ?? EMPTY_TICKET)
  const [byGoods, setByGoods] = useState((ticket?.lines.length ?? 0) > 0)
  const change = (part: Partial<Ticket>) => setTyped((before) => ({ ...before, ...part }))
  const ready = basketOf(typed) !== null && receiptOk(typed.receiptNo)
  const done = () => onDone({ ...typed, receiptNo: typed.receiptNo.trim() })
  return (
    <Page
      title={title}
      footer={<Btn label={button} size="counter" disabled={!ready} busy={busy === true} onPress={done} />}
    >
      <Total
        {...{ who, byGoods }}
        shown={byGoods ? priceText(totalFenOf(typed)) : typed.amount === '' ? '0' : typed.amount}
        onWay={(goods) => {
          setByGoods(goods)
          if (!goods) change({ lines: [] })
        }}
      />
      {byGoods ? <GoodsForm lines={typed.lines} onChange={(lines) => change({ lines })} /> : null}
      <Card className="top12">
        <View className="t14 ink-2 amount-label">小票号，可以不填</View>
        <Field
          label="小票号"
          placeholder="同一张小票不会记两次"
          max={RECEIPT_MAX}
          value={typed.receiptNo}
          onChange={(receiptNo) => change({ receiptNo })}
        />
        {receiptOk(typed.receiptNo) ? null : (
          <View className="t12 ink-danger top4">只能是字母、数字和符号，中间不空格</View>
        )}
      </Card>
      {note}
      {byGoods ? null : (
        <View className="top12">
          <Keypad
            corner="."
            disabled={busy === true}
            onKey={(key) => change({ amount: typedAmount(typed.amount, key) })}
          />
        </View>
      )}
      {other}
    </Page>
  )
}
