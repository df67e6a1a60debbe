import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { WeChatError } from './wechat-error'

const WIDTH_PX = 560
const PNG_FIRST_BYTE = 0x89

/** WeChat answers a JPEG or a PNG, as it likes. */
const dataUriOf = (image: Buffer) =>
  `data:image/${image[0] === PNG_FIRST_BYTE ? 'png' : 'jpeg'};base64,${image.toString('base64')}`

type Drawing = Pick<Platform, 'wechat' | 'settings'>
type Target = { scene: string; page: string }

/** The mini program code that opens a page with a scene. Refuses `wechat_unavailable` when WeChat does not draw it. */
export async function codePicture({ wechat, settings }: Drawing, { scene, page }: Target): Promise<Buffer> {
  try {
    const look = { page, widthPx: WIDTH_PX, envVersion: settings.WECHAT_CODE_VERSION }
    return await wechat.miniCode({ scene, ...look })
  } catch (error) {
    if (error instanceof WeChatError) throw new Refused('wechat_unavailable', { cause: error, retryAfterSeconds: 10 })
    throw error
  }
}

/** The same as a data URI. */
export const codeImage = async (platform: Drawing, target: Target): Promise<string> =>
  dataUriOf(await codePicture(platform, target))
