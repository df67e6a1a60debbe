import Taro from '@tarojs/taro'
import { failedOffline, failedTimeout } from './failure'

const TIMEOUT_MS = 12_000

export type Answer = { status: number; body: unknown; header: (name: string) => string | null }

const headerOf = (headers: Record<string, unknown>) => {
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
  return (name: string) => byName.get(name) ?? null
}

const lost = (thrown: unknown) => {
  const text = String((thrown as { errMsg?: unknown } | null)?.errMsg ?? thrown)
  return /time.?out|abort/i.test(text) ? failedTimeout() : failedOffline()
}

/** One request, once. Any HTTP status is an answer; no answer at all throws `CallFailed` offline or timeout. */
export const request = async (name: string, input: object, headers: Record<string, string>): Promise<Answer> => {
  try {
    const { statusCode, data, header } = await Taro.request<unknown>({
      url: `${API_BASE}/api/${name}`,
      method: 'POST',
      data: input,
      header: { 'content-type': 'application/json', 'x-client-version': CLIENT_VERSION, ...headers },
      timeout: TIMEOUT_MS,
    })
    return { status: statusCode, body: data, header: headerOf(header ?? {}) }
  } catch (thrown) {
    throw lost(thrown)
  }
}
