import { startSimulator } from '#simulator/server'

export const APP = {
  appId: 'wx1234567890abcdef',
  secret: 'a-secret-of-the-tests',
  pages: ['pages/home/index', 'pages/landing/index'],
}

/** A fixed instant: 2026-11-22 10:00 in Beijing. */
export const START_MS = Date.UTC(2026, 10, 22, 2)

type Query = Record<string, string>
type Answer = Record<string, unknown>

const jsonOf = async (response: Response): Promise<Answer> => {
  const answer: unknown = await response.json()
  return { ...Object(answer) }
}

/** A simulator on a free port with a clock that stands still, and short ways to talk to it over HTTP. */
export const openSimulator = async () => {
  const simulator = await startSimulator({ ...APP, port: 0, now: () => START_MS })
  const address = (path: string, query: Query) => `${simulator.url}${path}?${new URLSearchParams(query).toString()}`
  const fetchGet = (path: string, query: Query = {}) => fetch(address(path, query))
  const fetchPost = (path: string, query: Query, body: unknown) =>
    fetch(address(path, query), {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  const get = async (path: string, query?: Query) => jsonOf(await fetchGet(path, query))
  const post = async (path: string, query: Query, body: unknown) => jsonOf(await fetchPost(path, query, body))
  const order = (name: string, body: unknown) => post(`/__sim/${name}`, {}, body)
  const codeFor = async (kind: 'login-code' | 'phone-code', key: string) => String((await order(kind, { key })).code)
  const stable = (more: object = {}) =>
    post(
      '/cgi-bin/stable_token',
      {},
      { grant_type: 'client_credential', appid: APP.appId, secret: APP.secret, ...more },
    )
  const token = async () => String((await stable()).access_token)
  const login = (jsCode: string, more: Query = {}) =>
    get('/sns/jscode2session', {
      appid: APP.appId,
      secret: APP.secret,
      js_code: jsCode,
      grant_type: 'authorization_code',
      ...more,
    })
  return { ...simulator, fetchGet, fetchPost, get, post, order, codeFor, stable, token, login }
}

export type TestSimulator = Awaited<ReturnType<typeof openSimulator>>
