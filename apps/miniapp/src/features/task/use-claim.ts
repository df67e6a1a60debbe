import type { TaskCard } from '@huitou/shared/task/contract'
import { useCallback, useState } from 'react'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'
import { say } from '../../ui/toast'
import { useFailureSaid } from '../asked/use-failure-said'
import { givenText } from './words'

export const keyOf = ({ taskId, day }: Pick<TaskCard, 'taskId' | 'day'>) => `${taskId}/${day ?? 0}`

/** Fetches rewards, one at a time; also after a no the list is asked again, for it knows more by then. */
export const useClaim = (onDone: () => void) => {
  const { failure, run } = useSend('task.claim')
  const [underway, setUnderway] = useState<string | null>(null)
  useFailureSaid(failure)

  const claim = useCallback(
    async (card: TaskCard) => {
      setUnderway(keyOf(card))
      const given = await run({ taskId: card.taskId, day: card.day })
      setUnderway(null)
      if (given !== null) {
        device.vibrate('done')
        say(givenText(given))
      }
      onDone()
    },
    [run, onDone],
  )

  return { underway, claim }
}
