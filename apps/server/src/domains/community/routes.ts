import { fingerprintOfUser } from '#server/domains/member/create-member'
import type { Reader } from '#server/platform/db/tx'
import type { Handlers, Visitor } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { found } from '#server/platform/refused'
import { openIdOf } from '#server/platform/session/open-id'
import { operatorGroup, operatorGroups } from './group/operator-view'
import { saveGroup, setGroup } from './group/save'
import { figuresOf } from './page/figures'
import { operatorPage, operatorPages } from './page/operator-view'
import { endPage, publishPage, savePage } from './page/save'
import { showOffer, showPage } from './show/page'
import { visitPage } from './show/visit'

const showGroup = (read: Reader, { now }: { now: Date }, id: string) => operatorGroup(read, id, now)
const showSaved = (read: Reader, { now }: { now: Date }, id: string) => operatorPage(read, id, now)

const consoleRoutes = {
  'community.groups': (read, { input, now }) => operatorGroups(read, input, now),
  'community.saveGroup': { run: (tx, { input, now }) => saveGroup(tx, input, now), show: showGroup },
  'community.setGroup': { run: (tx, { input }) => setGroup(tx, input.groupId, input.state), show: showGroup },
  'community.pages': (read, { input, now }) => operatorPages(read, input, now),
  'community.page': (read, { input, now }) => operatorPage(read, input.pageId, now),
  'community.savePage': { run: (tx, { input, now }) => savePage(tx, input, now), show: showSaved },
  'community.publish': { run: (tx, { input, now }) => publishPage(tx, input.pageId, now), show: showSaved },
  'community.end': { run: (tx, { input, now }) => endPage(tx, input.pageId, now), show: showSaved },
  'community.figures': (read, { input }) => figuresOf(read, input.pageId),
} satisfies Partial<Handlers>

export const communityRoutes = ({ vault }: Platform) => {
  const lookingOf = async (read: Reader, { userId }: Visitor, now: Date) => ({
    ...{ userId, now },
    person: fingerprintOfUser(vault, found(await openIdOf(read, userId))),
  })
  return {
    ...consoleRoutes,
    'community.offer': (read) => showOffer(read),
    'community.show': async (read, { actor, input, now }) => showPage(read, input, await lookingOf(read, actor, now)),
    'community.visit': async (tx, { actor, input, now }) => visitPage(tx, input, await lookingOf(tx, actor, now)),
  } satisfies Partial<Handlers>
}
