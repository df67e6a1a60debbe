import type { StaffCard } from '@huitou/shared/staff/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { device } from '../../kit/device/device'
import { openPage } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { Skeleton } from '../../ui/state/skeleton'
import { FailureNote } from '../counter/failure-note'
import { StaffOnly } from '../counter/staff-only'
import { Trouble } from '../counter/trouble'

const ROLES = { clerk: '店员', manager: '店长', owner: '老板' } as const

export default function TeamPage() {
  return <StaffOnly title="店员">{(staff) => <Team me={staff} />}</StaffOnly>
}

/** Who works in my stores; whom I may stop. */
const Team = ({ me }: { me: StaffCard }) => {
  const asked = useAsk('staff.list', {})
  const [leaving, setLeaving] = useState<StaffCard | null>(null)
  return (
    <Page
      title="店员"
      footer={<Btn label="邀请店员" size="large" onPress={() => void openPage('staff/invite/index')} />}
    >
      {asked.state === 'loading' ? <Skeleton heights={[220]} /> : null}
      {asked.data === null && asked.failure ? (
        <Trouble failure={asked.failure} again={() => void asked.reload()} busy={asked.reloading} />
      ) : null}
      {asked.data ? (
        <Card>
          {asked.data.staff.map((one) => (
            <RowItem
              key={one.id}
              icon="user"
              tone="plain"
              title={`${one.name} · ${ROLES[one.role]}`}
              note={one.stores.map(({ name }) => name).join('、')}
              end={<End one={one} me={me} onStop={setLeaving} />}
            />
          ))}
        </Card>
      ) : null}
      <StopSheet
        staff={leaving}
        onClose={() => setLeaving(null)}
        onStopped={() => {
          setLeaving(null)
          void asked.reload()
        }}
      />
    </Page>
  )
}

const RANK = ['clerk', 'manager', 'owner']

const End = ({ one, me, onStop }: { one: StaffCard; me: StaffCard; onStop: (staff: StaffCard) => void }) => {
  if (one.id === me.id) return <Chip text="我" tone="brand" />
  if (one.disabled) return <Chip text="已停用" />
  const above = me.role === 'owner' || RANK.indexOf(me.role) > RANK.indexOf(one.role)
  return above ? (
    <Btn label="停用" kind="line" size="small" onPress={() => onStop(one)} />
  ) : (
    <Chip text="在岗" tone="ok" />
  )
}

type StopProps = { staff: StaffCard | null; onClose: () => void; onStopped: () => void }

const StopSheet = ({ staff, onClose, onStopped }: StopProps) => {
  const { busy, failure, run } = useSend('staff.disable')
  const stop = async () => {
    if (!staff) return
    const done = await run({ staffId: staff.id })
    device.vibrate(done ? 'done' : 'refused')
    if (done) onStopped()
  }
  return (
    <Sheet title={`停用${staff?.name ?? ''}`} open={staff !== null} onClose={onClose}>
      <View className="t15 ink-2">
        停用后马上生效：对方的下一步就打不开工作台了。做过的记录都留着；要回来上岗，再邀请一次就行。
      </View>
      <FailureNote failure={failure} />
      <View className="top16">
        <Btn label="停用" size="large" busy={busy} onPress={() => void stop()} />
      </View>
    </Sheet>
  )
}
