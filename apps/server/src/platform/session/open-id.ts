import type { Reader } from '#server/platform/db/tx'
import { WechatUsers } from './entities'

/** By which WeChat knows a person of ours; null for somebody who is gone. */
export const openIdOf = async (read: Reader, userId: string): Promise<string | null> =>
  (await read.findOne(WechatUsers, { where: { id: userId } }))?.openId ?? null
