import { useEffect } from 'react'
import type { CallFailed } from '../../kit/call/failure'
import { say } from '../../ui/toast'

/** Says a refused command's reason once. */
export const useFailureSaid = (failure: CallFailed | null) => {
  useEffect(() => {
    if (failure) say(failure.detail)
  }, [failure])
}
