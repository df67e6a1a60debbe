import { resultOf } from './counter-screens'
import { fieldOf, sees, tap, tapTab } from './phone'
import type { Scenes } from './scenes'
import { at, refused, type Screen } from './screen'

const LIST = 'gathering/list/index'
const MINE = `${LIST}?tab=mine`

const showOf = (gatheringId: string) => `gathering/show/index?gatheringId=${gatheringId}`
const askingOf = ({ askingId }: Scenes) => showOf(askingId)
const tastingOf = ({ tastingId }: Scenes) => showOf(tastingId)
const doorOf = ({ doorId }: Scenes) => showOf(doorId)
const openingOf = ({ openingScene }: Scenes) => `pages/landing/index?scene=${openingScene}`
const ticketVisitOf = ({ ticketVisitId }: Scenes) => resultOf(ticketVisitId)
const doorPageOf = ({ storeId }: Scenes) => `staff/gatherings/index?storeId=${storeId}`

/** She may sign up, and nothing is asked. */
export const openClassOf = ({ openClassId }: Scenes) => showOf(openClassId)
/** Her ticket at the door. */
export const atDoorOf = ticketVisitOf

/** What 林小满 finds, who has signed up, come, and been told that one is off. */
export const gatheringScreens: readonly Screen[] = [
  at(LIST, 'gatherings'),
  at(MINE, 'own gatherings', (page) => sees(page, '已入场')),
  at(openClassOf, 'gathering', (page) => sees(page, '报名中')),
  at(openClassOf, 'gathering: nothing asked', (page) => tap(page, '报名')),
  at(askingOf, 'gathering: questions', (page) => tap(page, '报名')),
  at(askingOf, 'gathering: questions not answered', async (page) => {
    await tap(page, '确认报名')
    await sees(page, '还有 2 题没答')
  }),
  at(askingOf, 'gathering: consent not given', async (page) => {
    await fieldOf(page, '怎么称呼你').fill('林小满和她的两个小朋友')
    await tapTab(page, /^两位$/)
    await tapTab(page, /^坚果$/)
    await tap(page, '确认报名')
    await sees(page, '请先看一眼并勾选')
  }),
  at(tastingOf, 'ticket', (page) => sees(page, '起可以出示入场码')),
  at(tastingOf, 'ticket: give back', (page) => tap(page, '来不了，退票')),
  at(doorOf, 'ticket at the door', (page) => sees(page, '出示会员码也行')),
  at(doorOf, 'ticket: code', async (page) => {
    await tap(page, '出示入场码')
    await page.getByLabel('入场码条码').waitFor()
  }),
  at(
    ({ fullGatheringId }) => showOf(fullGatheringId),
    'gathering that is full',
    (page) => sees(page, '名额满了'),
  ),
  at(
    ({ cancelledId }) => showOf(cancelledId),
    'gathering that is off',
    (page) => sees(page, '活动取消了'),
  ),
  at(
    ({ pastId }) => showOf(pastId),
    'gathering that one came to',
    (page) => sees(page, '已入场'),
  ),
  refused(showOf('999999'), 'gathering that is none'),
  at('gathering/show/index', 'gathering without a link'),
  at(openingOf, 'landing of a member that leads on', (page) => sees(page, '这次活动')),
]

/** What somebody finds who is no member. */
export const gatheringScreensOfVisitor: readonly Screen[] = [
  at(LIST, 'gatherings of a visitor'),
  at(MINE, 'own gatherings of a visitor'),
  at(askingOf, 'gathering of a visitor', (page) => sees(page, '入会并报名')),
  at(openingOf, 'landing that leads on', (page) => sees(page, '这次活动')),
]

/** What staff find at the door. */
export const gatheringScreensOfClerk: readonly Screen[] = [
  at(doorPageOf, 'door', (page) => sees(page, '可以入场')),
  at(ticketVisitOf, 'ticket to let in', (page) => sees(page, '确认入场')),
]
