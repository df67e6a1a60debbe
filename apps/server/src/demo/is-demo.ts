import type { DataSource } from 'typeorm'
import { WechatUsers } from '#server/platform/session/entities'
import { personas } from './personas'

/** The demo knows its own database again by its first person. */
export const isDemoDb = (db: DataSource) => db.manager.existsBy(WechatUsers, { openId: personas[0].openId })
