import type { Address, AddressFields } from '@huitou/shared/mall/address/contract'
import { Input, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { goBack } from '../../kit/navigate'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { FilterChip } from '../../ui/block/chip'
import { Note } from '../../ui/block/note'
import { Btn } from '../../ui/press/btn'
import { say } from '../../ui/toast'
import { useChosenAddress } from '../../features/mall/chosen-address'
import { digitsOf, missingText } from './check'
import { RemoveAddress } from './remove-address'
import './address-form.scss'

const EMPTY: AddressFields = { name: '', phone: '', region: '', detail: '' }

type Line = { field: keyof AddressFields; label: string; placeholder: string; max: number }

const LINES: readonly Line[] = [
  { field: 'name', label: '收货人', placeholder: '快递员怎么称呼', max: 20 },
  { field: 'phone', label: '电话', placeholder: '手机号，或者带区号的座机', max: 20 },
  { field: 'region', label: '省市区', placeholder: '如 上海市 徐汇区', max: 60 },
  { field: 'detail', label: '街道门牌', placeholder: '如 梧桐路 1 号 602 室', max: 120 },
]

type FieldProps = { line: Line; value: string; onChange: (value: string) => void }

/** The frame is a view: a browser's input inside Taro's fills its box only when the box is a row. */
const Field = ({ line: { field, label, placeholder, max }, value, onChange }: FieldProps) => (
  <View className="address-line">
    <Text className="t14 ink-2">{label}</Text>
    <View className="address-field">
      <Input
        className="address-input"
        type={field === 'phone' ? 'number' : 'text'}
        maxlength={max}
        value={value}
        placeholder={placeholder}
        placeholderClass="address-placeholder"
        aria-label={label}
        onInput={({ detail }) => onChange(detail.value)}
      />
    </View>
  </View>
)

const fieldsOf = ({ name, phone, region, detail }: AddressFields): AddressFields => ({ name, phone, region, detail })

/** A new address, or one to change. */
export const AddressForm = ({ address }: { address: Address | null }) => {
  const [typed, setTyped] = useState<AddressFields>(address === null ? EMPTY : fieldsOf(address))
  const [isDefault, setDefault] = useState(address?.isDefault ?? false)
  const { busy, failure, run } = useSend('mall.saveAddress')
  const missing = missingText(typed)
  const set = (field: keyof AddressFields) => (value: string) =>
    setTyped((before) => ({ ...before, [field]: field === 'phone' ? digitsOf(value) : value }))
  const save = async () => {
    const answer = await run({ id: address?.id ?? null, ...typed, isDefault })
    if (answer === null) return
    useChosenAddress.setState({ addressId: answer.address.id })
    say('地址存好了')
    await goBack()
  }
  return (
    <View>
      <Card>
        {LINES.map((line) => (
          <Field key={line.field} line={line} value={typed[line.field]} onChange={set(line.field)} />
        ))}
        <View className="row top8 address-default">
          <FilterChip
            text={isDefault ? '已设为默认' : '设为默认'}
            on={isDefault}
            onPress={() => setDefault(!isDefault)}
          />
        </View>
      </Card>
      <Note icon="shield">只用来寄你换的东西。加密存着，店里要寄的时候才看得到全部，退会就删。</Note>
      <View className="top12">
        {failure ? <View className="t12 ink-danger center">{failure.detail}</View> : null}
        <Btn label={missing ?? '存下'} busy={busy} disabled={missing !== null} onPress={() => void save()} />
      </View>
      {address === null ? null : <RemoveAddress addressId={address.id} />}
    </View>
  )
}
