/** What a request takes cannot be told from a clock that is a little off. */
const SAME_MS = 2000

let aheadMs = 0

/** The server said what time it is: countdowns follow it, whatever the phone's clock says. */
export const setServerNow = (now: string) => {
  const differenceMs = new Date(now).getTime() - Date.now()
  aheadMs = Math.abs(differenceMs) < SAME_MS ? 0 : differenceMs
}

export const serverNowMs = () => Date.now() + aheadMs
