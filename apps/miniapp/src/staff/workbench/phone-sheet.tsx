import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { CallFailed } from '../../kit/call/failure'
import { openPage } from '../../kit/navigate'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { FailureNote } from '../counter/failure-note'
import { Field } from '../../ui/field/field'
import { Keypad, type PadKey } from '../counter/keypad'
import { rememberVisit } from '../counter/visit-memory'
import { EnrolForm } from './enrol-form'
import './phone-sheet.scss'

const LENGTH = 11

type Props = { open: boolean; storeId: string | null; onClose: () => void }

const after = (phone: string, key: PadKey) => {
  if (key === 'clear') return ''
  if (key === 'back') return phone.slice(0, -1)
  return phone.length < LENGTH ? phone + key : phone
}

/** 138 0013 8000 */
const spaced = (phone: string) => [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)].filter(Boolean).join(' ')

type TypingProps = {
  failure: CallFailed | null
  busy: boolean
  ready: boolean
  onKey: (key: PadKey) => void
  onFind: () => void
}

const Typing = ({ failure, busy, ready, onKey, onFind }: TypingProps) => (
  <>
    <FailureNote failure={failure} />
    <View className="top12">
      <Keypad corner="clear" disabled={busy} onKey={onKey} />
    </View>
    <View className="top12">
      <Btn label="查" size="large" busy={busy} disabled={!ready} onPress={onFind} />
    </View>
  </>
)

/** Somebody whose phone is not at hand: found by their number, or enrolled if they agree. */
export const PhoneSheet = ({ open, storeId, onClose }: Props) => {
  const [phone, setPhone] = useState('')
  const { busy, failure, run, clear } = useSend('counter.findMember')
  const [name, setName] = useState('')
  useEffect(() => {
    if (open) return
    setPhone('')
    setName('')
    clear()
  }, [open, clear])

  const find = async () => {
    if (storeId === null) return
    const found = await run({ storeId, phone })
    device.vibrate(found ? 'done' : 'refused')
    if (!found) return
    rememberVisit(found.visit)
    onClose()
    await openPage('staff/result/index', { visitId: found.visit.id })
  }
  const unknown = failure?.code === 'member_unknown'
  return (
    <Sheet title={unknown ? '登记新会员' : '查会员'} open={open} onClose={onClose}>
      <View className="phone-shown num n28" aria-label={`手机号 ${phone}`}>
        {phone === '' ? <View className="t17 ink-3">请客人报手机号</View> : spaced(phone)}
      </View>
      {unknown && storeId !== null ? (
        <>
          <Field label="怎么称呼" placeholder="怎么称呼，可以不填" max={20} value={name} onChange={setName} />
          <EnrolForm storeId={storeId} phone={phone} nickname={name.trim()} onDone={onClose} onBack={clear} />
        </>
      ) : (
        <Typing
          failure={failure}
          busy={busy}
          ready={phone.length === LENGTH}
          onFind={() => void find()}
          onKey={(key) => {
            clear()
            setPhone(after(phone, key))
          }}
        />
      )}
    </Sheet>
  )
}
