import type { CommandName, Input, OutsideName, Output } from '@huitou/shared/api'
import { useCallback, useRef, useState } from 'react'
import { send } from './call/call'
import { asCallFailed, type CallFailed } from './call/failure'

type State = { busy: boolean; failure: CallFailed | null }

/**
 * One command as a button needs it. `run` answers the output, or null when it was refused (see `failure`) or when one is on its way already.
 */
export const useSend = <Name extends CommandName | OutsideName>(name: Name) => {
  const [state, setState] = useState<State>({ busy: false, failure: null })
  // State reaches the button one frame late; two taps within it must still be one.
  const underway = useRef(false)

  const run = useCallback(
    async (input: Input<Name>): Promise<Output<Name> | null> => {
      if (underway.current) return null
      underway.current = true
      setState({ busy: true, failure: null })
      try {
        const output = await send(name, input)
        setState({ busy: false, failure: null })
        return output
      } catch (thrown) {
        setState({ busy: false, failure: asCallFailed(thrown) })
        return null
      } finally {
        underway.current = false
      }
    },
    [name],
  )

  const clear = useCallback(() => setState((before) => ({ ...before, failure: null })), [])
  return { ...state, run, clear }
}
