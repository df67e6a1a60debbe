import { SOURCE_OF_KIND } from '@huitou/shared/channel/rules'
import type { CodeKind } from '@huitou/shared/channel/schema'
import { isDuplicate } from '#server/platform/db/fault'
import type { Reader, Tx } from '#server/platform/db/tx'
import { found, Refused } from '#server/platform/refused'
import { Sources, type SourceRow } from './entities'

export const presentSource = ({ id, name, retiredAt }: SourceRow) => ({ id, name, retired: retiredAt !== null })

export const sourceById = async (read: Reader, id: string) => found(await read.findOne(Sources, { where: { id } }))

export const allSources = (read: Reader) => read.find(Sources, { order: { id: 'ASC' }, take: 500 })

/** One of those that every shop begins with; it may be called otherwise by now. Answers its id. */
export const sourceOfKey = async (read: Reader, sourceKey: string): Promise<string> =>
  found(await read.findOne(Sources, { where: { sourceKey } })).id

/** The source that was named, if it is still offered, or else that of the kind of code. Answers its id. */
export async function sourceFor(read: Reader, kind: CodeKind, named: string | undefined): Promise<string> {
  if (named === undefined) return sourceOfKey(read, SOURCE_OF_KIND[kind])
  const { id, retiredAt } = await sourceById(read, named)
  if (retiredAt) throw new Refused('source_retired')
  return id
}

/** Adds or renames. Refuses `source_taken` for a name that another has. Answers its id. */
export async function saveSource(tx: Tx, { id, name }: { id: string | null; name: string }): Promise<string> {
  if (id !== null) await sourceById(tx, id)
  try {
    if (id === null) {
      const { identifiers } = await tx.insert(Sources, { sourceKey: null, name, retiredAt: null })
      return String(identifiers[0]?.['id'])
    }
    await tx.update(Sources, { id }, { name })
    return id
  } catch (error) {
    if (isDuplicate(error)) throw new Refused('source_taken', { cause: error })
    throw error
  }
}

export async function retireSource(tx: Tx, { id, retired }: { id: string; retired: boolean }, now: Date) {
  const { retiredAt } = await sourceById(tx, id)
  if ((retiredAt !== null) !== retired) await tx.update(Sources, { id }, { retiredAt: retired ? now : null })
  return id
}
