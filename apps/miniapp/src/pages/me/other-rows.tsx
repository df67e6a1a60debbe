import { View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '../../kit/navigate'
import { useSession } from '../../kit/session'
import { asCallFailed } from '../../kit/call/failure'
import { logOut, useLoggedOut } from '../../features/account/logged-out'
import { GroupRow } from '../../features/community/group-row'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'
import { say } from '../../ui/toast'
import { ComplaintSheet } from './complaint-sheet'

const LogOut = () => {
  const [busy, setBusy] = useState(false)
  const leave = async () => {
    setBusy(true)
    try {
      await logOut()
      say('已退出登录')
    } catch (thrown) {
      say(`这台手机已退出。${asCallFailed(thrown).detail}`)
    } finally {
      setBusy(false)
    }
  }
  return (
    <View className="col items-center top24">
      <Btn kind="line" size="medium" className="btn-wide" label="退出登录" busy={busy} onPress={() => void leave()} />
    </View>
  )
}

export const OtherRows = () => {
  const [complaining, setComplaining] = useState(false)
  const isMember = useSession(({ status }) => status === 'member')
  const isStaff = useSession(({ staff }) => staff !== null)
  const { loggedOut } = useLoggedOut()
  return (
    <View>
      <Card className="card-flat">
        {isMember ? null : <GroupRow />}
        <RowItem
          icon="shield"
          title={isMember ? '隐私说明与退会' : '隐私说明'}
          onPress={() => void openPage('account/privacy/index')}
        />
        {isMember ? (
          <RowItem icon="download" title="导出我的数据" onPress={() => void openPage('account/export/index')} />
        ) : null}
        <RowItem icon="chat" title="投诉与建议" onPress={() => setComplaining(true)} />
        {isStaff || loggedOut ? null : (
          <RowItem icon="keypad" title="我是店员，有邀请码" onPress={() => void openPage('staff/invite/index')} />
        )}
      </Card>
      {loggedOut ? null : <LogOut />}
      <ComplaintSheet open={complaining} onClose={() => setComplaining(false)} />
    </View>
  )
}
