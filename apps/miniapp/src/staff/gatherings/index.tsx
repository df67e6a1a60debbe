import { useState } from 'react'
import { StaleNote } from '../../features/asked/stale-note'
import { usePullDown } from '../../features/asked/use-pull-down'
import { useParams } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Page } from '../../ui/page/page'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'
import { StaffOnly } from '../counter/staff-only'
import { Trouble } from '../counter/trouble'
import { useScanner } from '../counter/use-scanner'
import { DigitsSheet } from '../workbench/digits-sheet'
import { RefusalSheet } from '../workbench/refusal-sheet'
import { ScanBlock } from '../workbench/scan-block'
import { DoorCard } from './door-card'

const TITLE = '线下活动'

const SCAN = { label: '扫客人的入场码或会员码', words: '扫入场码 / 会员码', note: '扫一下就知道能不能进' }

export default function GatheringsPage() {
  const { storeId = '' } = useParams('staff/gatherings/index')
  return <StaffOnly title={TITLE}>{() => <Door storeId={storeId} />}</StaffOnly>
}

/** The door of a store: the scanner, and who is expected and has come. */
const Door = ({ storeId }: { storeId: string }) => {
  const scanner = useScanner(storeId)
  const [typing, setTyping] = useState(false)
  const close = () => {
    setTyping(false)
    scanner.dismiss()
  }
  return (
    <Page title={TITLE}>
      <ScanBlock of={SCAN} busy={scanner.busy && !typing} onScan={() => void scanner.scan()} />
      <Expected storeId={storeId} />
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

/** What goes on here today or is coming in a week. */
const Expected = ({ storeId }: { storeId: string }) => {
  const asked = useAsk('gathering.door', { storeId }, { isEmpty: ({ gatherings }) => gatherings.length === 0 })
  usePullDown([asked])
  if (asked.state === 'loading') return <Skeleton heights={[148, 148]} />
  if (asked.data === null)
    return <Trouble failure={asked.failure} again={() => void asked.reload()} busy={asked.reloading} />
  return (
    <>
      <StaleNote failure={asked.failure} refreshedAtMs={asked.refreshedAtMs} />
      {asked.data.gatherings.map((one) => (
        <DoorCard key={one.gatheringId} gathering={one} />
      ))}
      {asked.state === 'empty' ? (
        <StatePage art="list" title="这几天没有活动" text="店里定了活动，一周内的都在这里，看得到报名和到场" />
      ) : null}
    </>
  )
}
