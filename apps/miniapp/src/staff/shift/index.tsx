import type { Shift as ShiftCard } from '@huitou/shared/counter/acts-contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { device } from '../../kit/device/device'
import { useParams } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { momentText } from '../../kit/time'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Card, Section } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { Skeleton } from '../../ui/state/skeleton'
import { totalsLines } from '../act/words'
import { FailureNote } from '../counter/failure-note'
import { Field } from '../../ui/field/field'
import { StaffOnly } from '../counter/staff-only'
import { Trouble } from '../counter/trouble'
import { Verdict } from '../result/verdict'

const NOTE_MAX = 60

export default function ShiftPage() {
  const { storeId = '' } = useParams('staff/shift/index')
  return <StaffOnly title="交班">{({ role }) => <Shift storeId={storeId} manages={role !== 'clerk'} />}</StaffOnly>
}

/** What this shift has done, and handing it over. */
const Shift = ({ storeId, manages }: { storeId: string; manages: boolean }) => {
  const asked = useAsk('counter.shift', { storeId })
  const [over, setOver] = useState<ShiftCard | null>(null)
  if (over) return <Over shift={over} />
  if (asked.data) return <Running {...{ storeId, manages }} shift={asked.data.shift} onOver={setOver} />
  return (
    <Page title="交班">
      {asked.state === 'loading' ? (
        <Skeleton heights={[220, 96]} />
      ) : (
        <Trouble failure={asked.failure} again={() => void asked.reload()} busy={asked.reloading} />
      )}
    </Page>
  )
}

/** 今天 08:10 起; 昨天 18:16 – 今天 09:52. A shift that nobody handed over goes on for days. */
function useSpan({ startedAt, endedAt }: ShiftCard): string {
  const today = useToday()
  if (today === null) return ''
  const from = momentText(startedAt, today)
  return endedAt === null ? `${from} 起` : `${from} – ${momentText(endedAt, today)}`
}

const Lines = ({ shift }: { shift: ShiftCard }) => (
  <>
    {totalsLines(shift.totals).map(({ name, value }) => (
      <KV key={name} name={name} value={value} strong="plain" />
    ))}
    {shift.note ? <KV name="留言" value={shift.note} /> : null}
  </>
)

type RunningProps = { storeId: string; manages: boolean; shift: ShiftCard; onOver: (shift: ShiftCard) => void }

const Running = ({ storeId, manages, shift, onOver }: RunningProps) => {
  const [note, setNote] = useState('')
  const [asks, setAsks] = useState(false)
  const span = useSpan(shift)
  const { busy, failure, run } = useSend('counter.handOver')
  const isEmpty = totalsLines(shift.totals).length === 0
  const handOver = async () => {
    const done = await run({ storeId, ...(note.trim() === '' ? {} : { note: note.trim() }) })
    device.vibrate(done ? 'done' : 'refused')
    if (done) onOver(done.shift)
  }
  return (
    <Page title="交班" footer={<Btn label="交班" size="counter" disabled={isEmpty} onPress={() => setAsks(true)} />}>
      <Card title={`${shift.storeName} · ${shift.staffName}`} more={{ text: span }}>
        {isEmpty ? <View className="t14 ink-2 top8">这一班还没有记录</View> : <Lines shift={shift} />}
      </Card>
      <Card className="top12">
        <View className="t14 ink-2">给下一位留句话，可以不写</View>
        <View className="top8">
          <Field
            label="给下一位留言"
            placeholder="比如 马克杯只剩两只"
            max={NOTE_MAX}
            value={note}
            onChange={setNote}
          />
        </View>
      </Card>
      {manages ? <Before storeId={storeId} /> : null}
      <View className="top12">
        <Note icon="info">交班以后从零数起。这一班的数留着，店长看得到。</Note>
      </View>
      <Sheet
        title="现在交班吗"
        open={asks}
        onClose={() => setAsks(false)}
        footer={<Btn label="确定交班" size="counter" busy={busy} onPress={() => void handOver()} />}
      >
        <View className="t15 ink-2">交了就收不回来，下一单从零数起。</View>
        <FailureNote failure={failure} />
      </Sheet>
    </Page>
  )
}

/** Shifts of today that are over, for who runs the store. */
const Before = ({ storeId }: { storeId: string }) => {
  const asked = useAsk('counter.shifts', { storeId })
  if (!asked.data) return null
  const { shifts } = asked.data
  return (
    <View className="top24">
      <Section title="今天的交班">
        {shifts.map((shift) => (
          <BeforeCard key={`${shift.staffName} ${shift.endedAt}`} shift={shift} />
        ))}
        {shifts.length === 0 ? <View className="t14 ink-3 top8">今天还没有人交班</View> : null}
      </Section>
    </View>
  )
}

const BeforeCard = ({ shift }: { shift: ShiftCard }) => (
  <Card className="top12" title={shift.staffName} more={{ text: useSpan(shift) }}>
    <Lines shift={shift} />
  </Card>
)

const Over = ({ shift }: { shift: ShiftCard }) => (
  <Page title="交班">
    <Verdict tone="ok" title="已交班" detail={`${useSpan(shift)}，辛苦了`}>
      <Lines shift={shift} />
    </Verdict>
  </Page>
)
