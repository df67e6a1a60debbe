import type { Verification } from '@huitou/shared/counter/contract'
import type { StaffCard } from '@huitou/shared/staff/contract'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { useState } from 'react'
import { openPage } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Page } from '../../ui/page/page'
import { Skeleton } from '../../ui/state/skeleton'
import { StaffOnly } from '../counter/staff-only'
import { useStore } from '../counter/store-choice'
import { Trouble } from '../counter/trouble'
import { useScanner } from '../counter/use-scanner'
import { UndoSheet } from '../record/undo-sheet'
import { VerificationRow } from '../record/verification-row'
import { DayTotals } from './day-totals'
import { DigitsSheet } from './digits-sheet'
import { RefusalSheet } from './refusal-sheet'
import { ScanBlock } from './scan-block'
import { StoreBar } from './store-bar'

const LATEST = 3

export default function WorkbenchPage() {
  return <StaffOnly title="工作台">{(staff) => <Workbench staff={staff} />}</StaffOnly>
}

const Workbench = ({ staff }: { staff: StaffCard }) => {
  const storeId = useStore()?.id ?? null
  const scanner = useScanner(storeId)
  const [typing, setTyping] = useState(false)
  const close = () => {
    setTyping(false)
    scanner.dismiss()
  }
  return (
    <Page title="工作台">
      <StoreBar staff={staff} />
      <ScanBlock busy={scanner.busy && !typing} onScan={() => void scanner.scan()} onType={() => setTyping(true)} />
      {storeId === null ? null : <Day key={storeId} storeId={storeId} />}
      {staff.role === 'clerk' ? null : (
        <Card className="top12">
          <RowItem
            icon="user"
            title="邀请店员"
            note="发一个邀请码，对方输入就能上岗"
            onPress={() => void openPage('staff/invite/index')}
          />
          {storeId === null ? null : (
            <RowItem
              icon="qr"
              title="本店的小程序码"
              note="看每个码带来多少会员，新建和打印"
              onPress={() => void openPage('staff/codes/index', { storeId })}
            />
          )}
        </Card>
      )}
      <DigitsSheet
        open={typing}
        busy={scanner.busy}
        refusal={typing ? scanner.refusal : null}
        onType={scanner.type}
        onClose={close}
      />
      <RefusalSheet
        refusal={typing ? null : scanner.refusal}
        onClose={scanner.dismiss}
        onScan={() => void scanner.scan()}
        onType={() => {
          scanner.dismiss()
          setTyping(true)
        }}
      />
    </Page>
  )
}

const Day = ({ storeId }: { storeId: string }) => {
  const asked = useAsk('counter.today', { storeId })
  const today = useToday()
  const [undoing, setUndoing] = useState<Verification | null>(null)
  usePullDownRefresh(() => {
    void asked.reload().then(() => Taro.stopPullDownRefresh())
  })
  if (asked.state === 'loading') return <Skeleton heights={[110, 180]} />
  if (asked.data === null)
    return <Trouble failure={asked.failure} again={() => void asked.reload()} busy={asked.reloading} />
  const { totals, rows } = asked.data
  return (
    <>
      <DayTotals totals={totals} />
      <Card
        className="top12"
        title="刚刚"
        more={{ text: '全部记录', onPress: () => void openPage('staff/today/index', { storeId }) }}
      >
        {rows.slice(0, LATEST).map((row) => (
          <VerificationRow key={row.id} verification={row} today={today} onUndo={setUndoing} />
        ))}
        {rows.length === 0 ? (
          <RowItem icon="ticket" tone="plain" title="今天还没有核销" note="扫一张试试，记录会出现在这里" />
        ) : null}
      </Card>
      <UndoSheet
        verification={undoing}
        onClose={() => setUndoing(null)}
        onUndone={() => {
          setUndoing(null)
          void asked.reload()
        }}
      />
    </>
  )
}
