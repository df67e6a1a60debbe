import { View } from '@tarojs/components'
import { useRef } from 'react'
import { Icon } from '../../ui/icon/icon'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'

type Refusal = { title: string; text: string }

type Props = { refusal: Refusal | null; onClose: () => void; onScan: () => void; onType: () => void }

/** A scan that led nowhere: what happened, in words and red, and the two ways on. */
export const RefusalSheet = ({ refusal, onClose, onScan, onType }: Props) => {
  // The words stay while the sheet leaves.
  const shown = useRef<Refusal>({ title: '', text: '' })
  if (refusal) shown.current = refusal
  const { title, text } = shown.current
  return (
    <Sheet title={title} open={refusal !== null} onClose={onClose}>
      <View className="row gap12 ink-danger" role="alert">
        <Icon name="alert" size={28} />
        <View className="t17 grow">{text}</View>
      </View>
      <View className="top24">
        <Btn label="再扫一次" icon="scan" size="large" onPress={onScan} />
      </View>
      <View className="top12">
        <Btn label="手动输口令" kind="line" size="large" onPress={onType} />
      </View>
    </Sheet>
  )
}
