import { sees, tap } from './phone'
import type { Scenes } from './scenes'
import { at, refused, type Screen } from './screen'

const GROUP = 'invite/group/index'
const pageOf = (name: 'communityId' | 'fullId' | 'renewingId' | 'endedId') => (scenes: Scenes) =>
  `${GROUP}?pageId=${scenes[name]}`
const cardOf = ({ communityId, inviteScene }: Scenes) =>
  `${GROUP}?pageId=${communityId}&scene=${encodeURIComponent(inviteScene)}`

/** What 林小满 finds, whose store's first group is full. */
export const communityScreens: readonly Screen[] = [
  at(pageOf('communityId'), 'groups: another stands in', (page) => sees(page, '人满了，先进下面这个群')),
  at(pageOf('communityId'), 'groups: regions', (page) => tap(page, '上海')),
  at(pageOf('communityId'), 'groups: of another region', async (page) => {
    await tap(page, /^苏州小管家/)
    await sees(page, /加小管家/)
  }),
  at(pageOf('fullId'), 'groups: full', (page) => sees(page, '这个群人满了')),
  at(pageOf('renewingId'), 'groups: renewing', (page) => sees(page, '二维码正在更新')),
  at(pageOf('endedId'), 'groups: page that is over', (page) => sees(page, '已经结束')),
  refused(`${GROUP}?pageId=999999`, 'groups: page that is none'),
  at(GROUP, 'groups: link without a page'),
]

/** What a friend finds who is no member. */
export const communityScreensOfVisitor: readonly Screen[] = [
  at(cardOf, 'groups of a visitor', (page) => sees(page, '请你进群')),
]
