import type { Input, Output, QueryName } from '@huitou/shared/api'
import { useDidHide, useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ask } from './call/call'
import { asCallFailed, type CallFailed } from './call/failure'
import { useOnline } from './online'

type Options<Data> = {
  /** When an answer counts as nothing to show. */
  isEmpty?: (data: Data) => boolean
  /** Not asked while false; the state stays `loading`. */
  when?: boolean
  /** An answer at hand already (a command's): shown at once, and asked for only later. */
  initial?: Data | null
}

type Known<Data> =
  | { state: 'loading'; data: null; failure: null }
  | { state: 'failed' | 'offline'; data: null; failure: CallFailed }
  /** `failure` is set when the last reload failed: the data is older than wanted. */
  | { state: 'ready' | 'empty'; data: Data; failure: CallFailed | null }

export type Asked<Data> = Known<Data> & {
  /** A request is on its way, the first or a later one. */
  reloading: boolean
  /** Device time of the data, in milliseconds; null before there is any. */
  refreshedAtMs: number | null
  reload: () => Promise<void>
  /** Puts in what a command answered, without asking. */
  replace: (data: Data) => void
}

type Kept<Data> = {
  data: Data | null
  failure: CallFailed | null
  reloading: boolean
  refreshedAtMs: number | null
}

const nothing = { data: null, failure: null, reloading: false, refreshedAtMs: null }

const starting = <Data>(initial: Data | null): Kept<Data> =>
  initial === null ? nothing : { ...nothing, data: initial, refreshedAtMs: Date.now() }

const known = <Data>({ data, failure }: Kept<Data>, isEmpty?: (data: Data) => boolean): Known<Data> => {
  if (data !== null) return { state: isEmpty?.(data) ? 'empty' : 'ready', data, failure }
  if (failure === null) return { state: 'loading', data: null, failure: null }
  return { state: failure.offline ? 'offline' : 'failed', data: null, failure }
}

/**
 * One query as a page needs it. What was shown stays visible while it is asked again: when the page comes back to the front, and when
 * the network does. Another input starts from nothing.
 */
export const useAsk = <Name extends QueryName>(
  name: Name,
  input: Input<Name>,
  { isEmpty, when = true, initial = null }: Options<Output<Name>> = {},
): Asked<Output<Name>> => {
  const [kept, setKept] = useState<Kept<Output<Name>>>(() => starting(initial))
  const wanted = JSON.stringify(input)
  const given = useRef(initial === null ? '' : wanted)
  const latest = useRef(given.current)
  const online = useOnline((network) => network.online)

  const reload = useCallback(async () => {
    latest.current = wanted
    setKept((before) => ({ ...before, reloading: true }))
    const change = await ask(name, JSON.parse(wanted) as Input<Name>).then(
      (data) => ({ data, failure: null, refreshedAtMs: Date.now() }),
      (thrown: unknown) => ({ failure: asCallFailed(thrown) }),
    )
    // An answer to what is no longer asked is dropped.
    if (latest.current === wanted) setKept((before) => ({ ...before, ...change, reloading: false }))
  }, [name, wanted])

  useEffect(() => {
    if (!when || given.current === wanted) return
    given.current = ''
    setKept(nothing)
    void reload()
  }, [when, reload, wanted])

  const asleep = !when || kept.reloading
  // A page that opens is shown for the first time, long after mounting on a slow phone: that is one question, not two.
  const hidden = useRef(false)
  useDidHide(() => {
    hidden.current = true
  })
  useDidShow(() => {
    if (hidden.current && !asleep) void reload()
    hidden.current = false
  })

  const lost = kept.failure?.offline === true
  useEffect(() => {
    if (online && lost && !asleep) void reload()
    // Only the network's return starts this, not the failure itself: that would ask for ever.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [online])

  const replace = useCallback(
    (data: Output<Name>) => setKept((before) => ({ ...before, data, failure: null, refreshedAtMs: Date.now() })),
    [],
  )
  const { reloading, refreshedAtMs } = kept
  return { ...known(kept, isEmpty), reloading, refreshedAtMs, reload, replace }
}
