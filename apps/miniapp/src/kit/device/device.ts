import Taro from '@tarojs/taro'
import { CallFailed } from '../call/failure'
import type { ChangingCard, Device, MessageAnswer, PaySheet, Scanned, ShownCode } from './port'

const BRIGHT = 0.9
const BETWEEN_BUZZES_MS = 180

const reasonOf = (thrown: unknown) => String((thrown as { errMsg?: unknown } | null)?.errMsg ?? thrown)

/** Small comforts: a phone that cannot do them must not stop the page, but the console says so. */
const comfort = (doing: Promise<unknown>) => {
  doing.catch((thrown: unknown) => console.warn(reasonOf(thrown)))
}

const loginCode = async () => {
  try {
    return (await Taro.login()).code
  } catch (thrown) {
    throw new CallFailed('wechat_unavailable', `微信登录没有成功，请再试一次（${reasonOf(thrown)}）`)
  }
}

const scan = async (): Promise<Scanned | null> => {
  try {
    // `path` is there only for a mini program code of this very app.
    const { result, path } = await Taro.scanCode({ scanType: ['qrCode', 'barCode', 'wxCode'] as never })
    return path ? { kind: 'mini_code', path } : { kind: 'text', text: result }
  } catch (thrown) {
    if (reasonOf(thrown).includes('cancel')) return null
    throw new CallFailed('scan_code_invalid', '相机没有打开。可以手动输 8 位口令')
  }
}

/** WeChat's own card for what begins when all are there. */
const CARD_WHEN_ALL_ARE_THERE = '666F374D69D16C932E45D7E7D9F10CEF6177F5F5'

const changingCard = ({ activityId, members, places }: ChangingCard) =>
  comfort(
    Taro.updateShareMenu({
      ...{ withShareTicket: true, isUpdatableMessage: true, activityId },
      templateInfo: {
        templateId: CARD_WHEN_ALL_ARE_THERE,
        parameterList: [
          { name: 'member_count', value: String(members) },
          { name: 'room_limit', value: String(places) },
        ],
      },
    }),
  )

/** What the callback says is no proof of anything (R22): both ends lead to the same question to the server. */
const pay = async (sheet: PaySheet) => {
  try {
    await Taro.requestPayment(sheet)
    return 'done' as const
  } catch (thrown) {
    if (reasonOf(thrown).includes('cancel')) return 'closed' as const
    throw new CallFailed('wechat_unavailable', `微信支付没有打开，没有扣钱（${reasonOf(thrown)}）`)
  }
}

const buzz = () => comfort(Taro.vibrateShort({ type: 'heavy' }))

const brighten = () => {
  const before = Taro.getScreenBrightness()
  comfort(before.then(() => Taro.setScreenBrightness({ value: BRIGHT })))
  comfort(Taro.setKeepScreenOn({ keepScreenOn: true }))
  return () => {
    comfort(before.then(({ value }) => Taro.setScreenBrightness({ value })))
    comfort(Taro.setKeepScreenOn({ keepScreenOn: false }))
  }
}

const STATUSES: readonly unknown[] = ['accept', 'reject', 'ban', 'filter']

const askForMessages = async (templateIds: string[]) => {
  const answered: object = await Taro.requestSubscribeMessage({ tmplIds: templateIds } as never)
  const statuses = answered as Record<string, MessageAnswer['status'] | undefined>
  return templateIds.flatMap((templateId) => {
    const status = statuses[templateId]
    return status !== undefined && STATUSES.includes(status) ? [{ templateId, status }] : []
  })
}

export const device: Device = {
  loginCode,
  scan,
  pay,
  changingCard,
  vibrate(kind) {
    buzz()
    if (kind === 'refused') setTimeout(buzz, BETWEEN_BUZZES_MS)
  },
  brighten,
  hasMessages: true,
  askForMessages,
  fontScale: () => (Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number }).fontSizeScaleFactor ?? 1,
}

/** Props for the `<Button>` that asks for the phone number. Null when the member refused: everything else must still work (R5). */
export const phoneButton = (onCode: (code: string | null) => void) => ({
  openType: 'getPhoneNumber' as const,
  onGetPhoneNumber: (event: { detail: { code?: string } }) => onCode(event.detail.code ?? null),
})

/** Only the try-it page needs to know what a screen shows. */
export const publishShownCode = (_shown: ShownCode | null) => undefined
