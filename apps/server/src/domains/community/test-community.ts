import { randomUUID } from 'node:crypto'
import type { GroupBody, PageBody } from '@huitou/shared/community/schema'
import { Pictures } from '#server/domains/media/entities'
import { Items } from '#server/domains/worklist/entities'
import type { OperatorClient } from '#test/people'
import type { World } from '#test/world'
import { Groups, Pages, Visits } from './entities'
import { askForCodes } from './group/renew'

const DAY_MS = 86_400_000

/** Groups and pages for tests. By default a group is of the whole region, and its code ends in five days. */
export function communityHands(world: World) {
  const { manager } = world.db
  const now = () => world.clock.now()
  const inDays = (days: number) => new Date(now().getTime() + days * DAY_MS).toISOString()

  /** As if it had been uploaded. */
  async function picture(): Promise<string> {
    const hash = randomUUID().replaceAll('-', '').repeat(2)
    const row = { hash, extension: 'webp' as const, width: 400, height: 400, bytes: 9, uploadedBy: 'operator:1' }
    const { identifiers } = await manager.insert(Pictures, { ...row, at: now(), storedAt: now(), removedAt: null })
    return String(identifiers[0]?.['id'])
  }

  const groupBody = async (change: Partial<GroupBody> = {}): Promise<GroupBody> => ({
    ...{ name: '1号群·梧桐路·麦田', kind: 'group', region: '杭州', storeIds: [], words: '每天说今天几点出炉' },
    pictureId: change.pictureId ?? (await picture()),
    until: inDays(5),
    ...change,
  })
  const group = async (operator: OperatorClient, change: Partial<GroupBody> = {}) =>
    (await operator.must('community.saveGroup', { id: null, body: await groupBody(change) })).group.id

  const pageBody = (groupIds: string[], change: Partial<PageBody> = {}): PageBody => ({
    ...{ title: '进群看新品', lead: '几点出炉、明天上什么，群里先说', blocks: [], groupIds },
    ...change,
  })
  const draft = async (operator: OperatorClient, groupIds: string[], change: Partial<PageBody> = {}) =>
    (await operator.must('community.savePage', { id: null, body: pageBody(groupIds, change) })).page.id
  async function page(operator: OperatorClient, groupIds: string[], change: Partial<PageBody> = {}) {
    const pageId = await draft(operator, groupIds, change)
    await operator.must('community.publish', { pageId })
    return pageId
  }

  const visits = (pageId: string) => manager.find(Visits, { where: { pageId }, order: { id: 'ASC' } })
  const groupRow = (id: string) => manager.findOneByOrFail(Groups, { id })
  const asked = (groupId: string) =>
    manager
      .createQueryBuilder(Items, 'item')
      .where('item.cause LIKE :cause', { cause: `community:${groupId}:%` })
      .orderBy('item.id')
      .getMany()
  const askNow = () => askForCodes(world.platform, now())
  /** Of other tests nothing is left. */
  async function clear() {
    for (const table of [Visits, Pages, Groups, Items])
      await manager.createQueryBuilder().delete().from(table).execute()
  }
  return { inDays, picture, groupBody, group, pageBody, draft, page, visits, groupRow, asked, askNow, clear }
}
