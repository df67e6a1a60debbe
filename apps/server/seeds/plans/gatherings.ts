import type { GatheringDraft } from '@huitou/shared/gathering/schema'
import { addDays } from '@huitou/shared/kit/day'
import { createCode } from '#server/domains/channel/create-code'
import { admit } from '#server/domains/gathering/admit'
import { cancelGathering, publishGathering } from '#server/domains/gathering/definition/lifecycle'
import { saveGathering } from '#server/domains/gathering/definition/save'
import { Gatherings } from '#server/domains/gathering/entities'
import { signUp } from '#server/domains/gathering/sign-up'
import { Members } from '#server/domains/member/entities'
import { today } from '#server/domains/store/queries'
import { instantOf } from '#server/platform/business-day'
import type { Tx } from '#server/platform/db/tx'
import { at, type Town } from '../town'

const GUESTS = 30
const HOUR_MINUTES = 60

type Plan = GatheringDraft & { title: string }

/** So many days from today, at these hours by the shop's clocks. */
async function timesOf(tx: Tx, now: Date, inDays: number, fromHour: number, untilHour: number) {
  const { day, brand } = await today(tx, now)
  const moment = (hour: number) => instantOf(addDays(day, inDays), hour * HOUR_MINUTES, brand.zone).toISOString()
  return { startsAt: moment(fromHour), endsAt: moment(untilHour) }
}

async function open(tx: Tx, body: Plan, now: Date): Promise<string> {
  const id = await saveGathering(tx, { id: null, body }, now)
  return publishGathering(tx, id, now)
}

const tasting: Plan = {
  ...{ kind: 'tasting', title: '冬季新豆品鉴会', place: '二楼', seats: 20, points: 30, tag: '来过品鉴会' },
  about: '四支新豆一起喝：两支埃塞，一支哥伦比亚，一支云南。烘豆师在场，喝完可以带一小包走。',
  questions: [
    { label: '平时爱喝什么', kind: 'one', options: ['黑咖啡', '奶咖', '都喝'], required: true },
    { label: '想了解哪些', kind: 'several', options: ['产地', '冲煮', '器具', '烘焙'], required: false },
    { label: '有什么想问烘豆师的', kind: 'text', options: [], required: false },
  ],
}

type Come = (gatheringId: string, memberIds: readonly string[], when: Date, answers?: string[][]) => Promise<void>
type Past = { come: Come; guests: string[]; xiaomanId: string; staffId: string; storeId: string; now: Date }

/** Over, and who of them came. Points were none: the journal goes forward only. */
async function createPast(tx: Tx, { come, guests, xiaomanId, staffId, storeId, now }: Past) {
  const launch = { kind: 'launch', title: '秋季新品发布', storeId, tag: '来过新品发布' } as const
  const times = await timesOf(tx, now, -10, 15, 17)
  const gatheringId = await open(tx, { ...launch, ...times }, at(now, 20))
  const came = [...guests.slice(0, 14), xiaomanId]
  await come(gatheringId, came, at(now, 14))
  const door = { gatheringId, storeId, staffId, now: new Date(times.startsAt) }
  for (const memberId of came.slice(2)) await admit(tx, { ...door, memberId })
}

/** What the shop invites to: coming, full, called off and over. */
export async function createGatherings(tx: Tx, { shop, clerks, now, vault }: Town) {
  const { wutong, riverside } = shop.stores
  const xiaoman = await tx.findOneByOrFail(Members, { nickname: '林小满' })
  const guests = (await tx.find(Members, { order: { id: 'DESC' }, take: GUESTS })).map(({ id }) => id)
  const week = at(now, 7)
  const come: Come = async (gatheringId, memberIds, when, answers = []) => {
    for (const memberId of memberIds)
      await signUp(tx, vault, { gatheringId, memberId, answers, agreed: true, now: when })
  }

  const body = { ...tasting, storeId: wutong, ...(await timesOf(tx, now, 3, 14, 16)) }
  const tastingId = await open(tx, body, week)
  await come(tastingId, [...guests.slice(0, 11), xiaoman.id], at(now, 2), [['黑咖啡'], ['产地', '冲煮']])
  const code = {
    kind: 'event',
    label: '品鉴会海报',
    storeId: wutong,
    opens: { page: 'gathering', id: tastingId },
  } as const
  await createCode(tx, code, week)

  await open(
    tx,
    {
      ...{ kind: 'class', title: '手冲公开课', storeId: riverside, ...(await timesOf(tx, now, 6, 19, 21)) },
      about: '从磨豆到闷蒸，自己动手冲一壶。器具都有，人来就行。',
    },
    week,
  )
  const baking = {
    kind: 'experience',
    title: '亲子烘焙体验日',
    storeId: wutong,
    seats: 8,
    walkIns: false,
  } as const
  const bakingId = await open(tx, { ...baking, ...(await timesOf(tx, now, 5, 10, 12)) }, week)
  await come(bakingId, guests.slice(0, 8), at(now, 2))

  const fair = { kind: 'other', title: '周末门口小市集', storeId: null, place: '梧桐路店门口' } as const
  const fairId = await open(tx, { ...fair, ...(await timesOf(tx, now, 2, 10, 17)) }, week)
  await come(fairId, [xiaoman.id], at(now, 4))
  await cancelGathering(tx, fairId, '天气预报有大雨，改到下个月', at(now, 1))
  // Whom it concerns has read it.
  await tx.update(Gatherings, { id: fairId }, { telling: null })

  const staffId = clerks[0]?.staffId ?? '0'
  await createPast(tx, { come, guests, xiaomanId: xiaoman.id, staffId, storeId: wutong, now })
}
