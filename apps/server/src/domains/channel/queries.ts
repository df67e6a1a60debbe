import { In, IsNull } from 'typeorm'
import type { CodeCard } from '@huitou/shared/channel/schema'
import { Templates } from '#server/domains/coupon/entities'
import { Stores } from '#server/domains/store/entities'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Codes, CodeStats, Touches, type CodeRow } from './entities'

const CODES_MAX = 500

export const LANDING_PAGE = 'pages/landing/index'

/** The code behind a scanned scene; null when it is not ours or no longer used. */
export const codeInUse = (read: Reader, scene: string) => read.findOne(Codes, { where: { scene, endedAt: IsNull() } })

export const codesOfStore = (read: Reader, storeId: string) =>
  read.find(Codes, {
    where: { storeId, endedAt: IsNull(), batchId: IsNull() },
    order: { id: 'ASC' },
    take: CODES_MAX,
  })

export const codesByIds = (read: Reader, ids: readonly string[]) =>
  read.find(Codes, { where: { id: In([...ids]), endedAt: IsNull() }, order: { id: 'ASC' } })

export const codeById = async (read: Reader, id: string) => found(await read.findOne(Codes, { where: { id } }))

/** Through which code a person first came; null when nobody scanned one. */
export const firstCodeOf = async (read: Reader, userId: string) =>
  (await read.findOne(Touches, { where: { userId } }))?.codeId ?? null

const idsOf = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))]

export async function presentCodes(read: Reader, codes: readonly CodeRow[]): Promise<CodeCard[]> {
  if (codes.length === 0) return []
  const stats = await read.find(CodeStats, { where: { codeId: In(codes.map((code) => code.id)) } })
  const stores = await read.find(Stores, { where: { id: In(idsOf(codes.map((code) => code.storeId))) } })
  const templateIds = idsOf(codes.map((code) => code.templateId))
  const templates = templateIds.length > 0 ? await read.find(Templates, { where: { id: In(templateIds) } }) : []
  const statOf = new Map(stats.map((stat) => [stat.codeId, stat]))
  return codes.map(({ id, kind, label, storeId, scene, staffId, templateId, benefit, opens, createdAt }) => ({
    ...{ id, kind, label, storeId, scene, staffId, benefit, opens },
    storeName: stores.find((store) => store.id === storeId)?.name ?? '',
    couponName: templates.find((template) => template.id === templateId)?.name ?? null,
    scans: statOf.get(id)?.scans ?? 0,
    joins: statOf.get(id)?.joins ?? 0,
    createdAt: createdAt.toISOString(),
    path: `${LANDING_PAGE}?scene=${scene}`,
  }))
}
