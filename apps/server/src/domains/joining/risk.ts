import type { Platform } from '#server/platform/platform'
import { openIdOf } from '#server/platform/session/open-id'
import { WeChatError } from '#server/platform/wechat/wechat-error'

/** What WeChat thinks of somebody who joins; null when it does not say, which stops nobody. */
export async function riskOf({ db, wechat, log }: Platform, userId: string, address: string): Promise<number | null> {
  const openId = await openIdOf(db.manager, userId)
  if (openId === null) return null
  try {
    return (await wechat.riskRank({ openId, address, at: 'joining' })).rank
  } catch (error) {
    if (!(error instanceof WeChatError)) throw error
    log.warn({ err: error }, 'joined without a risk rank')
    return null
  }
}
