import type { DataSource } from 'typeorm'
import type { GroupBody, PageBody } from '@huitou/shared/community/schema'
import { drawCode } from '@huitou/wechat-simulator/api/link/code-image'
import { saveGroup, setGroup } from '#server/domains/community/group/save'
import { publishPage, savePage } from '#server/domains/community/page/save'
import { encodePicture } from '#server/domains/media/encode'
import { Pictures } from '#server/domains/media/entities'
import { namesOf } from '#server/domains/media/queries'
import { Stores } from '#server/domains/store/entities'
import { inTransaction, type Tx } from '#server/platform/db/tx'
import type { Storage } from '#server/platform/storage/port'

const DAY_MS = 86_400_000
const CODE_PX = 480

/** A code as an operator would upload it; it leads nowhere. */
async function keepCode(db: DataSource, storage: Storage, text: string, now: Date): Promise<string> {
  const drawn = drawCode({ text, widthPx: CODE_PX, color: [23, 18, 15], transparent: false })
  const { hash, large, small, width, height } = await encodePicture(drawn)
  const names = namesOf({ hash, extension: 'webp' })
  await storage.put(names.large, large, 'image/webp')
  await storage.put(names.small, small, 'image/webp')
  const row = { hash, width, height, extension: 'webp' as const, bytes: large.length + small.length }
  const kept = { ...row, uploadedBy: 'operator:1', at: now, storedAt: now, removedAt: null }
  const { identifiers } = await inTransaction(db, (tx) => tx.insert(Pictures, kept))
  return String(identifiers[0]?.['id'])
}

type Plan = Omit<GroupBody, 'pictureId' | 'storeIds' | 'until'> & { store: string | null; days: number | null }

/** The first is full; the third has a person in place of a group. */
const PLANS: Plan[] = [
  {
    ...{ name: '1号群·梧桐路·禾木烘焙', kind: 'group', region: '上海', store: '梧桐路店', days: 6 },
    words: '每天几点出炉、还剩几个，群里先说',
  },
  {
    ...{ name: '2号群·梧桐路·禾木烘焙', kind: 'group', region: '上海', store: '梧桐路店', days: 6 },
    words: '每天几点出炉、还剩几个，群里先说；想留一个，群里说一声',
  },
  {
    ...{ name: '苏州小管家·禾木烘焙', kind: 'housekeeper', region: '苏州', store: null, days: null },
    words: '苏州的客人加小管家，按小区请你进群',
  },
]

const BLOCKS: PageBody['blocks'] = [
  { kind: 'text', text: '早上十点：今天的面包和出炉时间。下午四点：还剩什么，要不要留。' },
  { kind: 'text', text: '店长在群里答疑：过敏、保存、生日蛋糕怎么订，都可以问。' },
]

async function createGroup(tx: Tx, { store, days, ...plan }: Plan, pictureId: string, now: Date) {
  const known = store === null ? null : await tx.findOneByOrFail(Stores, { name: store })
  const until = days === null ? null : new Date(now.getTime() + days * DAY_MS).toISOString()
  return saveGroup(tx, { id: null, body: { ...plan, storeIds: known ? [known.id] : [], pictureId, until } }, now)
}

/** A page that invites into the shop's groups, one of which is full. */
export async function createCommunity(db: DataSource, storage: Storage, now: Date) {
  const codes: string[] = []
  for (const { name } of PLANS) codes.push(await keepCode(db, storage, `回头客演示：${name}`, now))
  await inTransaction(db, async (tx) => {
    const groupIds: string[] = []
    for (const [index, plan] of PLANS.entries()) groupIds.push(await createGroup(tx, plan, codes[index] ?? '', now))
    const body = {
      title: '进群，早知道今天几点出炉',
      lead: '按城市找到离你近的群，长按二维码就能进',
      blocks: BLOCKS,
      groupIds,
    }
    await publishPage(tx, await savePage(tx, { id: null, body }, now), now)
    await setGroup(tx, groupIds[0] ?? '', 'paused')
  })
}
