import { create } from 'zustand'
import { send } from '../../kit/call/call'
import { forgetSession } from '../../kit/call/login'
import { refreshSession, useSession } from '../../kit/session'

/** WeChat logs in silently, so without this the very next call would undo a log-out. */
export const useLoggedOut = create<{ loggedOut: boolean }>(() => ({ loggedOut: false }))

/** Ends the session here and on the server; the tokens of this device go even if the server cannot be reached. */
export const logOut = async () => {
  try {
    await send('session.logout', {})
  } finally {
    forgetSession()
    useLoggedOut.setState({ loggedOut: true })
    useSession.setState({ status: 'visitor', member: null, staff: null, failure: null })
  }
}

export const logInAgain = async () => {
  useSession.setState({ status: 'starting', failure: null })
  await refreshSession()
  useLoggedOut.setState({ loggedOut: false })
}
