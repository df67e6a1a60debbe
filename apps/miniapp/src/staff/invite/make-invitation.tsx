import type { Output } from '@huitou/shared/api'
import type { StaffCard } from '@huitou/shared/staff/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { FilterChip } from '../../ui/block/chip'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { FailureNote } from '../counter/failure-note'
import { Field } from '../../ui/field/field'
import { InvitationCard } from './invitation-card'
import './invite.scss'

type StaffRole = StaffCard['role']

const NAME_MAX = 20

/** Nobody invites above their own role. */
const ROLES: { role: StaffRole; text: string; for: StaffRole[] }[] = [
  { role: 'clerk', text: '店员', for: ['manager', 'owner'] },
  { role: 'manager', text: '店长', for: ['manager', 'owner'] },
  { role: 'owner', text: '老板', for: ['owner'] },
]

const without = (ids: string[], id: string) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id])

/** Why no code can be made yet. */
const lackingText = (name: string, storeIds: string[]) => {
  if (name.trim() === '') return '先填店员的称呼'
  return storeIds.length === 0 ? '先选在哪家店当班' : null
}

/** A manager invites: name, role, stores, and a code to pass on. */
export const MakeInvitation = ({ staff }: { staff: StaffCard }) => {
  const [name, setName] = useState('')
  const [role, setRole] = useState<StaffRole>('clerk')
  const [storeIds, setStoreIds] = useState(staff.stores.slice(0, 1).map(({ id }) => id))
  const [made, setMade] = useState<Output<'staff.invite'> | null>(null)
  const { busy, failure, run } = useSend('staff.invite')
  if (made) return <InvitationCard invitation={made} name={name.trim()} onAgain={() => setMade(null)} />

  const lacking = lackingText(name, storeIds)
  const invite = async () => setMade(await run({ name: name.trim(), role, storeIds }))
  return (
    <Page
      title="邀请店员"
      footer={
        <>
          <Btn label="生成邀请码" size="large" busy={busy} disabled={lacking !== null} onPress={() => void invite()} />
          {lacking === null ? null : <View className="t12 ink-3 center top8">{lacking}</View>}
        </>
      }
    >
      <Card>
        <View className="t14 ink-2 invite-label">怎么称呼，会写在核销记录里</View>
        <Field label="店员的称呼" placeholder="比如 小方" max={NAME_MAX} value={name} onChange={setName} />
        <View className="t14 ink-2 top16">岗位</View>
        <View className="choices">
          {ROLES.filter((one) => one.for.includes(staff.role)).map((one) => (
            <FilterChip key={one.role} text={one.text} on={one.role === role} onPress={() => setRole(one.role)} />
          ))}
        </View>
        <View className="t14 ink-2 top16">在哪家店当班，可以多选</View>
        <View className="choices">
          {staff.stores.map(({ id, name: storeName }) => (
            <FilterChip
              key={id}
              text={storeName}
              on={storeIds.includes(id)}
              onPress={() => setStoreIds(without(storeIds, id))}
            />
          ))}
        </View>
        <FailureNote failure={failure} />
      </Card>
    </Page>
  )
}
