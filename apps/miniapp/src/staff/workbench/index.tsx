import type { StaffCard } from '@huitou/shared/staff/contract'
import { useState } from 'react'
import { openPage } from '../../kit/navigate'
import { Page } from '../../ui/page/page'
import { StaffOnly } from '../counter/staff-only'
import { useStore } from '../counter/store-choice'
import { useScanner } from '../counter/use-scanner'
import { Day } from './day'
import { DigitsSheet } from './digits-sheet'
import { DoorLink } from '../gatherings/door-link'
import { ManagerLinks } from './manager-links'
import { PhoneSheet } from './phone-sheet'
import { RefusalSheet } from './refusal-sheet'
import { ScanBlock } from './scan-block'
import { Shortcuts } from './shortcuts'
import { StoreBar } from './store-bar'
import { WorkLink } from './work-link'

export default function WorkbenchPage() {
  return <StaffOnly title="工作台">{(staff) => <Workbench staff={staff} />}</StaffOnly>
}

const Workbench = ({ staff }: { staff: StaffCard }) => {
  const storeId = useStore()?.id ?? null
  const scanner = useScanner(storeId)
  const [sheet, setSheet] = useState<'digits' | 'phone' | null>(null)
  const typing = sheet === 'digits'
  const close = () => {
    setSheet(null)
    scanner.dismiss()
  }
  return (
    <Page title="工作台">
      <StoreBar staff={staff} />
      <ScanBlock busy={scanner.busy && !typing} onScan={() => void scanner.scan()} />
      <Shortcuts
        shortcuts={[
          { icon: 'keypad', text: '输口令', onPress: () => setSheet('digits') },
          { icon: 'user', text: '查会员', onPress: () => setSheet('phone') },
          { icon: 'receipt', text: '小票码', onPress: () => void openPage('staff/slip/index') },
          ...(storeId === null
            ? []
            : [{ icon: 'qr' as const, text: '请入会', onPress: () => void openPage('staff/join/index', { storeId }) }]),
        ]}
      />
      {storeId === null ? null : <WorkLink key={`work ${storeId}`} storeId={storeId} />}
      {storeId === null ? null : <DoorLink key={`door ${storeId}`} storeId={storeId} />}
      {storeId === null ? null : <Day key={storeId} storeId={storeId} />}
      <ManagerLinks staff={staff} storeId={storeId} />
      <DigitsSheet
        open={typing}
        busy={scanner.busy}
        refusal={typing ? scanner.refusal : null}
        onType={scanner.type}
        onClose={close}
      />
      <PhoneSheet open={sheet === 'phone'} storeId={storeId} onClose={() => setSheet(null)} />
      <RefusalSheet
        refusal={typing ? null : scanner.refusal}
        onClose={scanner.dismiss}
        onScan={() => void scanner.scan()}
        onType={() => {
          scanner.dismiss()
          setSheet('digits')
        }}
      />
    </Page>
  )
}
