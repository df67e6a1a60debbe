import type { Day } from '@huitou/shared/kit/day'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Field } from '../../ui/field/field'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { say } from '../../ui/toast'
import { FailureNote } from '../counter/failure-note'

const PEOPLE_DIGITS = 5

/** How many came in that day, as somebody counted: beside the scans it tells how many walk past the code. */
export const WalkIns = ({ storeId, day, onEntered }: { storeId: string; day: Day; onEntered?: () => void }) => {
  const { data, reload } = useAsk('channel.walkIns', { storeId })
  const [open, setOpen] = useState(false)
  if (!data) return null
  const entered = data.rows.find((row) => row.day === day)
  return (
    <Card className="top12">
      <RowItem
        icon="user"
        title="进店人数"
        note={entered ? `${entered.enteredBy} 记的，点一下可以改` : '数一数今天进店多少人，看有多少人扫了码'}
        end={entered ? `${entered.people} 人` : '去填'}
        onPress={() => setOpen(true)}
      />
      <WalkInSheet
        storeId={storeId}
        day={day}
        open={open}
        onClose={() => setOpen(false)}
        onEntered={() => {
          setOpen(false)
          void reload()
          onEntered?.()
        }}
      />
    </Card>
  )
}

type SheetProps = { storeId: string; day: Day; open: boolean; onClose: () => void; onEntered: () => void }

const WalkInSheet = ({ storeId, day, open, onClose, onEntered }: SheetProps) => {
  const [typed, setTyped] = useState('')
  const { busy, failure, run } = useSend('channel.enterWalkIns')
  const enter = async () => {
    if (!(await run({ storeId, day, people: Number(typed) }))) return
    setTyped('')
    say('记下了')
    onEntered()
  }
  return (
    <Sheet title="进店人数" open={open} onClose={onClose}>
      <View className="t14 ink-2">这一天一共进店多少人，记错了再填一次就好</View>
      <View className="top8">
        <Field
          label="进店人数"
          placeholder="比如 120"
          max={PEOPLE_DIGITS}
          keys="number"
          value={typed}
          onChange={setTyped}
        />
      </View>
      <FailureNote failure={failure} />
      <View className="top16">
        <Btn label="记下" size="large" busy={busy} disabled={!/^\d+$/.test(typed)} onPress={() => void enter()} />
      </View>
    </Sheet>
  )
}
