import { EntitySchema } from 'typeorm'
import { count, instant, key, ref, token } from '#server/platform/db/columns'

/** A person as WeChat knows them, joined or not. */
export type WechatUserRow = {
  id: string
  openId: string
  unionId: string | null
  createdAt: Date
}

export const WechatUsers = new EntitySchema<WechatUserRow>({
  name: 'wechat_user',
  columns: { id: key(), openId: token(64), unionId: token(64, { nullable: true }), createdAt: instant() },
})

/** One login on one device; its refresh tokens are one family. */
export type SessionRow = {
  id: string
  userId: string
  seed: string
  generation: number
  rotatedAt: Date
  createdAt: Date
  refreshEndsAt: Date
  endedAt: Date | null
  endedWhy: string | null
}

export const Sessions = new EntitySchema<SessionRow>({
  name: 'session',
  columns: {
    id: key(),
    userId: ref(),
    seed: token(32),
    generation: count(),
    rotatedAt: instant(),
    createdAt: instant(),
    refreshEndsAt: instant(),
    endedAt: instant({ nullable: true }),
    endedWhy: token(32, { nullable: true }),
  },
})
