import type { CodeCard } from '@huitou/shared/channel/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useSend } from '../../kit/use-send'
import { FilterChip } from '../../ui/block/chip'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { FailureNote } from '../counter/failure-note'
import { Field } from '../../ui/field/field'
import { KIND_WORDS } from './kind-words'

type Kind = CodeCard['kind']

const LABEL_MAX = 20
const CHOICES: { kind: Kind; text: string; example: string }[] = [
  { kind: 'store', text: '门店', example: '比如 收银台' },
  { kind: 'table', text: '桌子', example: '比如 靠窗 4 号桌' },
  { kind: 'staff', text: '店员', example: '比如 小方' },
  { kind: 'material', text: '物料', example: '比如 外带杯套' },
]

type Props = { storeId: string; open: boolean; onClose: () => void; onMade: () => void }

export const NewCode = ({ storeId, open, onClose, onMade }: Props) => {
  const [kind, setKind] = useState<Kind>('table')
  const [label, setLabel] = useState('')
  const { busy, failure, run } = useSend('channel.createCode')
  const make = async () => {
    if ((await run({ storeId, kind, label: label.trim() })) === null) return
    setLabel('')
    onMade()
  }
  const example = CHOICES.find((one) => one.kind === kind)?.example ?? ''
  return (
    <Sheet title="新建小程序码" open={open} onClose={onClose}>
      <View className="t14 ink-2">贴在哪里</View>
      <View className="choices">
        {CHOICES.map((one) => (
          <FilterChip key={one.kind} text={one.text} on={one.kind === kind} onPress={() => setKind(one.kind)} />
        ))}
      </View>
      <View className="t12 ink-3 top4">{KIND_WORDS[kind]}</View>
      <View className="t14 ink-2 top16">怎么认它，会印在码下面</View>
      <View className="top4">
        <Field label="码的名称" placeholder={example} max={LABEL_MAX} value={label} onChange={setLabel} />
      </View>
      <FailureNote failure={failure} />
      <View className="top16">
        <Btn label="新建" size="large" busy={busy} disabled={label.trim() === ''} onPress={() => void make()} />
      </View>
    </Sheet>
  )
}
