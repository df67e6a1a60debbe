import type { Act } from '@huitou/shared/counter/acts-contract'
import { useState } from 'react'
import { openPage } from '../../kit/navigate'
import { UndoSheet } from './undo-sheet'

/** Taking acts of a list back: a sheet for most, a page for a purchase. `undo` is what a row calls; `sheet` stands on the page. */
export const useUndoing = (onUndone: () => void) => {
  const [act, setAct] = useState<Act | null>(null)
  const undo = (one: Act) => {
    if (one.kind === 'purchase') void openPage('staff/refund/index', { purchaseId: one.subjectId })
    else setAct(one)
  }
  const sheet = (
    <UndoSheet
      act={act}
      onClose={() => setAct(null)}
      onUndone={() => {
        setAct(null)
        onUndone()
      }}
    />
  )
  return { undo, sheet }
}
