import type { WorkItem } from '@huitou/shared/worklist/contract'
import { useState } from 'react'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'

/** Marking and taking back, one at a time. Whatever came of it, the list is asked for again: a colleague may have been first. */
export const useMarking = (reload: () => void) => {
  const done = useSend('worklist.done')
  const undo = useSend('worklist.undo')
  const [underway, setUnderway] = useState<string | null>(null)
  const after = (outcome: object | null) => {
    device.vibrate(outcome ? 'done' : 'refused')
    setUnderway(null)
    reload()
  }
  const run = (sending: typeof done | typeof undo, other: typeof done | typeof undo) => (item: WorkItem) => {
    other.clear()
    setUnderway(item.id)
    void sending.run({ itemId: item.id }).then(after)
  }
  return {
    ...{ underway, failure: done.failure ?? undo.failure },
    onDone: run(done, undo),
    onUndo: run(undo, done),
  }
}
