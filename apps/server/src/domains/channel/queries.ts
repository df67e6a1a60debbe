import { In, IsNull } from 'typeorm'
import type { CodeCard } from '@huitou/shared/channel/contract'
import { Stores } from '#server/domains/store/entities'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Codes, CodeStats, Touches, type CodeRow } from './entities'

const CODES_MAX = 500

/** The code behind a scanned scene; null when it is not ours or no longer used. */
export const codeInUse = (read: Reader, scene: string) => read.findOne(Codes, { where: { scene, endedAt: IsNull() } })

export const codesOfStore = (read: Reader, storeId: string) =>
  read.find(Codes, { where: { storeId, endedAt: IsNull() }, order: { id: 'ASC' }, take: CODES_MAX })

export const codesByIds = (read: Reader, ids: readonly string[]) =>
  read.find(Codes, { where: { id: In([...ids]), endedAt: IsNull() }, order: { id: 'ASC' } })

export const codeById = async (read: Reader, id: string) => found(await read.findOne(Codes, { where: { id } }))

/** Through which code a person first came; null when nobody scanned one. */
export const firstCodeOf = async (read: Reader, userId: string) =>
  (await read.findOne(Touches, { where: { userId } }))?.codeId ?? null

export async function presentCodes(read: Reader, codes: readonly CodeRow[]): Promise<CodeCard[]> {
  if (codes.length === 0) return []
  const stats = await read.find(CodeStats, { where: { codeId: In(codes.map((code) => code.id)) } })
  const stores = await read.find(Stores, { where: { id: In(codes.map((code) => code.storeId)) } })
  return codes.map(({ id, kind, label, storeId, scene, createdAt }) => {
    const stat = stats.find((one) => one.codeId === id)
    return {
      id,
      kind,
      label,
      storeId,
      storeName: stores.find((store) => store.id === storeId)?.name ?? '',
      scene,
      scans: stat?.scans ?? 0,
      joins: stat?.joins ?? 0,
      createdAt: createdAt.toISOString(),
    }
  })
}
