import { useEffect } from 'react'
import type { CallFailed } from '../../kit/call/failure'
import { device } from '../../kit/device/device'

/** It was refused, rather than the request lost: confirming again would not help. */
export const isFinal = (failure: CallFailed | null) =>
  failure !== null &&
  !failure.offline &&
  !['busy', 'stopping', 'key_in_flight', 'internal', 'too_many_requests'].includes(failure.code)

/** Two short buzzes when the screen turns red: the verdict must not hang on colour alone. */
export const useRefusedBuzz = (refused: boolean) => {
  useEffect(() => {
    if (refused) device.vibrate('refused')
  }, [refused])
}
