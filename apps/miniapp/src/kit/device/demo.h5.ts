import { CallFailed } from '../call/failure'
import { persona } from './namespace.h5'
import type { ShownCode } from './port'

type Stage = { codes: { label: string; storeName: string; path: string }[] }

const SHOWN_AS = 'huitou.demo.shown'

const asked = async <Answer>(path: string, init?: RequestInit): Promise<Answer> => {
  const response = await fetch(`/demo/api/${path}`, init).catch(() => null)
  if (!response?.ok) throw new CallFailed('wechat_unavailable', '体验页没有连上，请看看服务是不是还开着')
  return (await response.json()) as Answer
}

const code = async (path: string) => {
  const body = JSON.stringify({ persona })
  const headers = { 'content-type': 'application/json' }
  return (await asked<{ code: string }>(path, { method: 'POST', headers, body })).code
}

/** The simulated WeChat hands the same codes to a browser as the real one to a phone; the server's path behind is the same. */
export const demoLoginCode = () => code('login-code')
export const demoPhoneCode = () => code('phone-code')
export const demoStage = () => asked<Stage>('stage')

/** The simulator's Pay: the person's decision at the sheet, and what wx.requestPayment would call back with. */
export const demoPay = async (sheet: object, decision: 'pay' | 'cancel') => {
  const body = JSON.stringify({ ...sheet, persona, decision })
  const headers = { 'content-type': 'application/json' }
  return (await asked<{ errMsg: string }>('request-payment', { method: 'POST', headers, body })).errMsg
}

/** What the other frame shows now. */
export const shownCode = (): ShownCode | null => {
  const stored = localStorage.getItem(SHOWN_AS)
  const shown = stored === null ? null : (JSON.parse(stored) as ShownCode)
  return shown && new Date(shown.endsAt).getTime() > Date.now() ? shown : null
}

export const showCode = (shown: ShownCode | null) => {
  if (shown) localStorage.setItem(SHOWN_AS, JSON.stringify(shown))
  else localStorage.removeItem(SHOWN_AS)
}
