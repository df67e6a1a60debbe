/** The few functions of a phone that the kit's calls need, with a server that the test scripts. */
export type Sent = { name: string; header: Record<string, string>; data: unknown }
export type Answered = { statusCode: number; data?: unknown; header?: Record<string, string> } | 'offline' | 'timeout'

export const phone = {
  storage: new Map<string, unknown>(),
  sent: [] as Sent[],
  modals: 0,
  answer: (_sent: Sent): Answered | Promise<Answered> => 'offline',
}

const fakeTaro = {
  getStorageSync: (key: string) => phone.storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void phone.storage.set(key, JSON.parse(JSON.stringify(value))),
  removeStorageSync: (key: string) => void phone.storage.delete(key),
  login: () => Promise.resolve({ code: 'js-code' }),
  showModal: () => {
    phone.modals += 1
    return Promise.resolve({ confirm: false })
  },
  getUpdateManager: () => ({ onUpdateReady: (ready: () => void) => ready(), applyUpdate: () => undefined }),
  request: async ({ url, data, header }: { url: string; data: unknown; header: Record<string, string> }) => {
    const sent = { name: url.slice(url.indexOf('/api/') + 5), header: { ...header }, data }
    phone.sent.push(sent)
    const answered = await phone.answer(sent)
    if (answered === 'offline') throw Object.assign(new Error('no line'), { errMsg: 'request:fail ' })
    if (answered === 'timeout') throw Object.assign(new Error('slow'), { errMsg: 'request:fail timeout' })
    return { header: {}, data: {}, ...answered }
  },
}

Object.assign(globalThis, { API_BASE: 'http://shop.test', CLIENT_VERSION: 'weapp/0.1.0' })

/** The app as it starts: nothing in memory, only what the phone has stored. */
export const startApp = async () => {
  jest.resetModules()
  jest.doMock('@tarojs/taro', () => ({ __esModule: true, default: fakeTaro }))
  const [{ ask, send }, { CallFailed }] = await Promise.all([
    import('../../src/kit/call/call'),
    import('../../src/kit/call/failure'),
  ])
  return { ask, send, CallFailed }
}

export const refusal = (statusCode: number, code: string, header: Record<string, string> = {}): Answered => ({
  statusCode,
  header,
  data: {
    type: 'about:blank',
    title: code,
    status: statusCode,
    code,
    detail: `words of ${code}`,
    requestId: 'req-9',
  },
})

export const tokensOf = (name: string) => ({
  accessToken: name,
  refreshToken: `refresh-${name}`,
  accessEndsAt: '',
  refreshEndsAt: '',
})

export const loggedIn = () => {
  phone.storage = new Map<string, unknown>([['huitou:tokens', tokensOf('good')]])
  phone.sent = []
  phone.modals = 0
}

/** Runs what waits, however long it says it waits. */
export const inFastTime = async <Result>(work: Promise<Result>) => {
  const outcome = work.then(
    (value) => ({ value }),
    (thrown: unknown) => ({ thrown }),
  )
  await jest.advanceTimersByTimeAsync(60_000)
  const ended = await outcome
  if ('thrown' in ended) throw ended.thrown
  return ended.value
}
