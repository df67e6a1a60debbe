import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Sheet } from '../../ui/sheet/sheet'
import { Keypad, type PadKey } from '../counter/keypad'
import './digits-sheet.scss'

const LENGTH = 8
const HALF = 4

type Props = {
  open: boolean
  busy: boolean
  refusal: { title: string; text: string } | null
  /** Sends eight digits; answers whether they were taken. */
  onType: (digits: string) => Promise<boolean>
  onClose: () => void
}

const after = (digits: string, key: PadKey) => {
  if (key === 'clear') return ''
  if (key === 'back') return digits.slice(0, -1)
  return digits.length < LENGTH ? digits + key : digits
}

const Slots = ({ digits }: { digits: string }) => (
  <View className="digits-slots" aria-label={`已输 ${digits.length} 位`}>
    {Array.from({ length: LENGTH }, (_, index) => (
      <View
        key={index}
        className={`digits-slot num ${index === HALF ? 'digits-gap' : ''} ${index === digits.length ? 'digits-next' : ''}`}
      >
        {digits[index] ?? ''}
      </View>
    ))}
  </View>
)

/** Eight digits read aloud by the customer. The eighth sends them: there is nothing left to confirm. */
export const DigitsSheet = ({ open, busy, refusal, onType, onClose }: Props) => {
  const [digits, setDigits] = useState('')
  useEffect(() => {
    if (!open) setDigits('')
  }, [open])

  const press = async (key: PadKey) => {
    const next = after(digits, key)
    setDigits(next)
    if (next.length < LENGTH || next === digits) return
    if (await onType(next)) onClose()
    else setDigits('')
  }

  const words = busy ? '正在认这个口令' : (refusal?.text ?? '口令在客人会员码、券码、取货码、入场码的下面')
  return (
    <Sheet title="手动输口令" open={open} onClose={onClose}>
      <Slots digits={digits} />
      <View
        className={`t14 center digits-words ${refusal && !busy ? 'ink-danger bold' : 'ink-2'}`}
        role={refusal ? 'alert' : undefined}
      >
        {words}
      </View>
      <Keypad corner="clear" disabled={busy} onKey={(key) => void press(key)} />
    </Sheet>
  )
}
