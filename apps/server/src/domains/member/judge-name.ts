import type { Platform } from '#server/platform/platform'
import { openIdOf } from '#server/platform/session/open-id'
import { WeChatError } from '#server/platform/wechat/wechat-error'

/** `due`: WeChat had no answer; `away`: it judges only the words of people who were here within two hours. */
export type NameJudged = 'fine' | 'refused' | 'due' | 'away'

/** Until WeChat is asked again after it had no answer. */
export const AGAIN_MS = 60_000
const NOT_HERE = 61010

/** Asks WeChat whether others may see a name (R39). Anything but a clear yes is a no: the member is told, and takes another. */
export async function judgeName({ db, wechat }: Platform, userId: string, nickname: string): Promise<NameJudged> {
  const openId = await openIdOf(db.manager, userId)
  if (openId === null) return 'away'
  try {
    const { verdict } = await wechat.checkText({ openId, content: nickname, scene: 'profile' })
    return verdict === 'pass' ? 'fine' : 'refused'
  } catch (error) {
    if (!(error instanceof WeChatError)) throw error
    return error.errcode === NOT_HERE ? 'away' : 'due'
  }
}
