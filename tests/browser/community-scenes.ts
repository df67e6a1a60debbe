import { setTimeout as sleep } from 'node:timers/promises'
import { must } from './must'
import { operatorOf, personOf, type Person } from './person'

const DAY_MS = 86_400_000
/** So long the code of one group lasts: enough to publish its page. */
const SHORT_MS = 2500
const POLL_MS = 100

/** Pages that invite into groups, each in a state that the demo's own page is not in. */
export type Community = {
  /** The demo's own: its first group is full, and the second stands in. */
  communityId: string
  fullId: string
  renewingId: string
  endedId: string
}

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString()

async function openPage(owner: Person, pictureId: string, name: string, lastsMs: number) {
  const { group } = await owner('community.saveGroup', {
    id: null,
    body: {
      ...{ name, kind: 'group', region: '上海', storeIds: [], words: '每天几点出炉，群里先说' },
      ...{ pictureId, until: inMs(lastsMs) },
    },
  })
  const body = { title: '滨江店的群', lead: '新品和出炉时间，群里先说', blocks: [], groupIds: [group.id] }
  const { page } = await owner('community.savePage', { id: null, body })
  await owner('community.publish', { pageId: page.id })
  return { groupId: group.id, pageId: page.id }
}

export async function setCommunity(url: string): Promise<Community> {
  const owner = await operatorOf(url, 'owner')
  const communityId = must((await owner('community.pages', {})).rows[0], 'page of groups').id
  const { pictureId } = must((await owner('community.groups', {})).rows[0], 'group')
  const full = await openPage(owner, pictureId, '3号群·滨江', 6 * DAY_MS)
  await owner('community.setGroup', { groupId: full.groupId, state: 'paused' })
  const ended = await openPage(owner, pictureId, '4号群·滨江', 6 * DAY_MS)
  await owner('community.end', { pageId: ended.pageId })
  const renewing = await openPage(owner, pictureId, '5号群·滨江', SHORT_MS)
  const visitor = await personOf(url, 'newcomer')
  while ((await visitor('community.show', { pageId: renewing.pageId })).group?.wayIn === 'open') await sleep(POLL_MS)
  return { communityId, fullId: full.pageId, renewingId: renewing.pageId, endedId: ended.pageId }
}
