import type { Link } from '@huitou/shared/dialogue/reply-rules'
import type { Platform } from '#server/platform/platform'

/** Where a WeChat leads that is too old to open a mini program from a text. */
const OLD_PHONES = 'https://weixin.qq.com/'

export const linkFor = ({ miniAppId, settings }: Pick<Platform, 'miniAppId' | 'settings'>, path: string): Link => ({
  appId: miniAppId,
  path,
  href: settings.PUBLIC_URL ?? OLD_PHONES,
})
