import type { StaffCard } from '@huitou/shared/staff/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { device } from '../../kit/device/device'
import { openPage, replacePage } from '../../kit/navigate'
import { refreshSession } from '../../kit/session'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { StatePage } from '../../ui/state/state-page'
import { FailureNote } from '../counter/failure-note'
import { Field } from '../../ui/field/field'
import { cleanCode, CODE_LENGTH } from './invitation-code'
import './invite.scss'

/** A pasted code may come in groups. */
const GAPS = 4

/** Becoming staff: the code came with the link, or is typed here. */
export const AcceptInvitation = ({ code, staff }: { code: string; staff: StaffCard | null }) => {
  const [typed, setTyped] = useState(cleanCode(code))
  const { busy, failure, run } = useSend('staff.accept')
  if (staff) return <AlreadyStaff staff={staff} />

  const accept = async () => {
    const accepted = await run({ code: typed })
    device.vibrate(accepted ? 'done' : 'refused')
    if (!accepted) return
    await refreshSession()
    await replacePage('staff/workbench/index')
  }
  return (
    <Page
      title="店员邀请"
      footer={
        <Btn
          label="接受邀请，去上岗"
          size="large"
          busy={busy}
          disabled={typed.length !== CODE_LENGTH}
          onPress={() => void accept()}
        />
      }
    >
      <Card>
        <View className="t22">来店里一起干活</View>
        <View className="t14 ink-2 top8">
          接受以后，你的微信能打开工作台：扫会员码、核销券、看今天的记录。每一步都会记下是谁做的。
        </View>
        <View className="t14 ink-2 top16 invite-label">邀请码，12 位</View>
        <Field
          label="邀请码"
          placeholder="店长发给你的那串"
          max={CODE_LENGTH + GAPS}
          value={typed}
          spaced
          onChange={(text) => setTyped(cleanCode(text))}
        />
        <FailureNote failure={failure} />
      </Card>
    </Page>
  )
}

const AlreadyStaff = ({ staff }: { staff: StaffCard }) => (
  <Page title="店员邀请">
    <StatePage
      art="list"
      title="你已经是店员了"
      text={`在${staff.stores.map(({ name }) => name).join('、')}当班`}
      action={{ label: '去工作台', onPress: () => void openPage('staff/workbench/index') }}
    />
  </Page>
)
