import type { ReactNode } from 'react'
import type { Asked } from '../../kit/use-ask'
import { Skeleton } from '../../ui/state/skeleton'
import { StaleNote } from './stale-note'
import { FailurePage } from './failure-page'

type AskedViewProps<Data> = {
  asked: Asked<Data>
  /** Heights of the skeleton's blocks, in px. */
  bones: readonly number[]
  /** Said when there is nothing to show because the call failed. */
  failed: string
  empty?: ReactNode
  /** False where another part of the page says already that the data is old. */
  saysStale?: boolean
  children: (data: Data) => ReactNode
}

/** The four states of a query: on its way, failed, nothing there, there (perhaps older than wanted). */
export const AskedView = <Data,>({ asked, bones, failed, empty, saysStale = true, children }: AskedViewProps<Data>) => {
  if (asked.state === 'loading') return <Skeleton heights={bones} />
  if (asked.data === null) {
    return (
      <FailurePage title={failed} failure={asked.failure} busy={asked.reloading} onRetry={() => void asked.reload()} />
    )
  }
  if (asked.state === 'empty' && empty !== undefined) return <>{empty}</>
  return (
    <>
      {saysStale ? <StaleNote failure={asked.failure} refreshedAtMs={asked.refreshedAtMs} /> : null}
      {children(asked.data)}
    </>
  )
}
