import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { WeChatError } from './wechat-error'

const WIDTH_PX = 560
const PNG_FIRST_BYTE = 0x89

/** WeChat answers a JPEG or a PNG, as it likes. */
const dataUriOf = (image: Buffer) =>
  `data:image/${image[0] === PNG_FIRST_BYTE ? 'png' : 'jpeg'};base64,${image.toString('base64')}`

/** The mini program code that opens a page with a scene, as a data URI. Refuses `wechat_unavailable` when WeChat does not draw it. */
export async function codeImage(
  { wechat, settings }: Pick<Platform, 'wechat' | 'settings'>,
  { scene, page }: { scene: string; page: string },
): Promise<string> {
  try {
    const look = { page, widthPx: WIDTH_PX, envVersion: settings.WECHAT_CODE_VERSION }
    return dataUriOf(await wechat.miniCode({ scene, ...look }))
  } catch (error) {
    if (error instanceof WeChatError) throw new Refused('wechat_unavailable', { cause: error, retryAfterSeconds: 10 })
    throw error
  }
}
