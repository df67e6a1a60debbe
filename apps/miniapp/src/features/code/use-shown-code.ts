import type { ShownCode } from '@huitou/shared/member/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { asCallFailed, type CallFailed } from '../../kit/call/failure'
import { serverNowMs } from '../../kit/clock'
import { device, publishShownCode } from '../../kit/device/device'
import { renewAfterMs, secondsUntil } from './countdown'

const RETRY_MS = 5_000

type Shown = { code: ShownCode; lifeSeconds: number }

/** Fetches a code while `on`, and the next one before it ends. An old code stays until a new one has come or its time is over. */
const useFreshCode = (fetch: () => Promise<ShownCode>, on: boolean) => {
  const [shown, setShown] = useState<Shown | null>(null)
  const [failure, setFailure] = useState<CallFailed | null>(null)
  const [refreshing, setRefreshing] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const wanted = useRef(false)
  const round = useRef(0)

  const refresh = useCallback(async () => {
    clearTimeout(timer.current)
    setRefreshing(true)
    round.current += 1
    const mine = round.current
    // Two fetches can overlap when somebody taps; only the latest goes on, or two clocks would run for ever.
    const again = (ms: number) => {
      if (wanted.current && mine === round.current) timer.current = setTimeout(() => void refresh(), ms)
    }
    try {
      const code = await fetch()
      const endMs = new Date(code.endsAt).getTime()
      setShown({ code, lifeSeconds: secondsUntil(endMs, serverNowMs()) })
      setFailure(null)
      again(renewAfterMs(endMs, serverNowMs()))
    } catch (thrown) {
      const failed = asCallFailed(thrown)
      setFailure(failed)
      // A refusal stays a refusal; only a lost connection is worth asking again by itself.
      if (failed.offline) again(RETRY_MS)
    } finally {
      setRefreshing(false)
    }
  }, [fetch])

  useEffect(() => {
    wanted.current = on
    if (on) void refresh()
    return () => {
      wanted.current = false
      clearTimeout(timer.current)
    }
  }, [on, refresh])

  return { shown, failure, refreshing, refresh }
}

/**
 * A code on the screen: kept fresh, counted down, the screen bright and awake, and all of that undone when the page is left. `label`
 * is what the try-it page calls it.
 */
export const useShownCode = (fetch: () => Promise<ShownCode>, label: string, on: boolean) => {
  const { shown, failure, refreshing, refresh } = useFreshCode(fetch, on)
  const [nowMs, setNowMs] = useState(serverNowMs)
  const endMs = shown ? new Date(shown.code.endsAt).getTime() : 0

  useEffect(() => {
    if (!on) return undefined
    const tick = setInterval(() => setNowMs(serverNowMs()), 1000)
    return () => clearInterval(tick)
  }, [on])

  useEffect(() => (on ? device.brighten() : undefined), [on])

  const code = shown?.code ?? null
  useEffect(() => {
    publishShownCode(on && code ? { code: code.code, label, endsAt: code.endsAt } : null)
    return () => publishShownCode(null)
  }, [on, code, label])

  const alive = code !== null && endMs > nowMs
  return {
    code: alive ? code : null,
    secondsLeft: secondsUntil(endMs, nowMs),
    lifeSeconds: shown?.lifeSeconds ?? 0,
    failure: alive ? null : failure,
    refreshing,
    refresh,
  }
}
