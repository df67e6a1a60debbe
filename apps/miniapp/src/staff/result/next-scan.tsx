import { goBack } from '../../kit/navigate'
import { Btn } from '../../ui/press/btn'
import { useStore } from '../counter/store-choice'
import { useScanner } from '../counter/use-scanner'
import { RefusalSheet } from '../workbench/refusal-sheet'

/** The next customer, without the way back to the workbench. */
export const NextScan = () => {
  const { busy, scan, refusal, dismiss } = useScanner(useStore()?.id ?? null, 'replace')
  return (
    <>
      <Btn label="扫下一个" size="counter" icon="scan" busy={busy} onPress={() => void scan()} />
      <RefusalSheet refusal={refusal} onClose={dismiss} onScan={() => void scan()} onType={() => void goBack()} />
    </>
  )
}
