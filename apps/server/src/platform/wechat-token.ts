import { EntitySchema } from 'typeorm'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DataSource } from 'typeorm'
import { instant, longText, token } from './db/columns'
import { isDuplicate } from './db/fault'
import type { Vault } from './crypto/vault'
import type { TokenStore } from './wechat/token-store'

type WechatTokenRow = { appId: string; sealedToken: string | null; endsAt: Date | null; leaseUntil: Date | null }

export const WechatTokens = new EntitySchema<WechatTokenRow>({
  name: 'wechat_token',
  columns: {
    appId: { ...token(64), primary: true },
    sealedToken: longText({ nullable: true }),
    endsAt: instant({ nullable: true }),
    leaseUntil: instant({ nullable: true }),
  },
})

const LEASE_MS = 15_000
const POLL_MS = 100
const PURPOSE = 'wechat-token'

/** WeChat's access token, shared by every process through the database: one of them refreshes, the others wait and read (R4). */
export function databaseTokenStore(db: DataSource, vault: Vault, appId: string): TokenStore {
  const ensureRow = async () => {
    if (await db.manager.existsBy(WechatTokens, { appId })) return
    await db.manager
      .insert(WechatTokens, { appId, sealedToken: null, endsAt: null, leaseUntil: null })
      .catch((error: unknown) => {
        if (!isDuplicate(error)) throw error
      })
  }
  const lease = async () => {
    const now = new Date()
    const { affected } = await db.manager
      .createQueryBuilder()
      .update(WechatTokens)
      .set({ leaseUntil: new Date(now.getTime() + LEASE_MS) })
      .where('appId = :appId AND (leaseUntil IS NULL OR leaseUntil <= :now)', { appId, now })
      .execute()
    return affected === 1
  }
  return {
    async read() {
      const row = await db.manager.findOne(WechatTokens, { where: { appId } })
      if (!row?.sealedToken || !row.endsAt) return null
      return { token: vault.open(row.sealedToken, PURPOSE), endsAt: row.endsAt }
    },
    async write({ token: accessToken, endsAt }) {
      await ensureRow()
      await db.manager.update(WechatTokens, { appId }, { sealedToken: vault.seal(accessToken, PURPOSE), endsAt })
    },
    async lock(work) {
      await ensureRow()
      while (!(await lease())) await sleep(POLL_MS)
      try {
        return await work()
      } finally {
        await db.manager.update(WechatTokens, { appId }, { leaseUntil: null })
      }
    },
  }
}
