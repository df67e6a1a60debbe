import { View } from '@tarojs/components'
import { priceText } from '../../kit/number'
import { openPage } from '../../kit/navigate'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { useStore } from '../counter/store-choice'

type Props = { open: boolean; totalFen: number; busy: boolean; onClose: () => void; onAnother: () => void }

/** The same sum minutes ago: perhaps that sale was recorded after all, and only its answer was lost. */
export const AgainSheet = ({ open, totalFen, busy, onClose, onAnother }: Props) => {
  const store = useStore()
  const look = () => store && void openPage('staff/today/index', { storeId: store.id })
  return (
    <Sheet
      title="是不是同一单"
      open={open}
      onClose={onClose}
      footer={
        <>
          <Btn label="看看今天的记录" size="counter" onPress={look} />
          <View className="top8">
            <Btn label="是新的一单，接着收款" kind="line" size="medium" busy={busy} onPress={onAnother} />
          </View>
        </>
      }
    >
      <View className="t15 ink-2">
        {`十分钟里刚给这位客人记过一单 ¥${priceText(totalFen)}。多半是上一次已经记上了，先看一眼记录，免得记两遍。`}
      </View>
    </Sheet>
  )
}
