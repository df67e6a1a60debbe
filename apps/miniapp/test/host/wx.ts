import type { Callbacks, Options, Reply, Request, Responder } from './parts'

/** What the invented phone lets a test see and decide. */
export type Phone = {
  storage: Map<string, unknown>
  requests: Request[]
  /** Requests without an answer yet. */
  pending: number
  calls: [name: string, options: Options][]
  responder: Responder
}

/** Calls back after the call has returned, as WeChat does. */
export const settleLater = (options: Callbacks, result: object, failed = false) => {
  setTimeout(() => {
    if (failed) options.fail?.(result)
    else options.success?.(result)
    options.complete?.(result)
  }, 0)
}

/** A wx function that succeeds with `result`, in both its styles: callbacks, and a promise when none is given. */
const succeeding =
  (phone: Phone, name: string, result: object = {}) =>
  (options: Options = {}) => {
    phone.calls.push([name, options])
    const answer = { errMsg: `${name}:ok`, ...result }
    settleLater(options, answer)
    return options.success || options.fail || options.complete ? undefined : Promise.resolve(answer)
  }

const deliver = (options: Options, reply: Exclude<Reply, 'silence'>) => {
  if (reply === 'offline') {
    const error = { errMsg: 'request:fail ' }
    options.fail?.(error)
    options.complete?.(error)
    return
  }
  const result = { errMsg: 'request:ok', statusCode: 200, header: {}, cookies: [], data: {}, ...reply }
  options.success?.(result)
  options.complete?.(result)
}

const requesting = (phone: Phone) => (options: Options) => {
  const url = String(options.url)
  const request: Request = {
    url,
    name: url.slice(url.indexOf('/api/') + 5),
    // What travels is text: a shared object could be changed behind the test's back.
    data: JSON.parse(JSON.stringify(options.data ?? null)) as unknown,
    header: { ...(options.header as Record<string, string>) },
  }
  phone.requests.push(request)
  phone.pending += 1
  void Promise.resolve(phone.responder(request)).then((reply) => {
    if (reply === 'silence') return
    phone.pending -= 1
    deliver(options, reply)
  })
  return {
    abort() {},
    onHeadersReceived() {},
    offHeadersReceived() {},
    onChunkReceived() {},
    offChunkReceived() {},
  }
}

const NAMES = [
  'setNavigationBarTitle',
  'setNavigationBarColor',
  'stopPullDownRefresh',
  'showToast',
  'hideToast',
  'showLoading',
  'hideLoading',
  'vibrateShort',
  'setScreenBrightness',
  'setKeepScreenOn',
  'setClipboardData',
  'pageScrollTo',
  'hideShareMenu',
  'setTabBarBadge',
  'removeTabBarBadge',
]

/** The `wx` of a phone on which everything works. Navigation is added by the host, which has the pages. */
export const createWx = (phone: Phone) => ({
  ...(globalThis as unknown as { wx: object }).wx,
  ...Object.fromEntries(NAMES.map((name) => [name, succeeding(phone, name)])),
  request: requesting(phone),
  getStorageSync: (key: string) => phone.storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void phone.storage.set(key, JSON.parse(JSON.stringify(value))),
  removeStorageSync: (key: string) => void phone.storage.delete(key),
  login: succeeding(phone, 'login', { code: 'js-code' }),
  scanCode: succeeding(phone, 'scanCode', { result: '' }),
  showModal: succeeding(phone, 'showModal', { confirm: true, cancel: false }),
  getScreenBrightness: succeeding(phone, 'getScreenBrightness', { value: 0.5 }),
  getAppBaseInfo: () => ({ SDKVersion: '3.8.0', fontSizeScaleFactor: 1, language: 'zh_CN', theme: 'light' }),
  onNetworkStatusChange: (listener: unknown) => void phone.calls.push(['onNetworkStatusChange', { listener }]),
})
