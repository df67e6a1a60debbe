import type { GatheringCard } from '@huitou/shared/gathering/contract'
import type { GatheringDraft } from '@huitou/shared/gathering/schema'
import { must } from './must'
import { operatorOf, personOf, type Person } from './person'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Gatherings as 林小满 finds them, and what opens one. */
export type GatheringScenes = {
  /** She has signed up, long before the doors open. */
  tastingId: string
  /** She may sign up, and nothing is asked. */
  openClassId: string
  /** She may sign up, and everything is asked. */
  askingId: string
  fullGatheringId: string
  /** She held a ticket. */
  cancelledId: string
  /** She came. */
  pastId: string
  /** The doors are open, and she holds a ticket. */
  doorId: string
  doorTicketId: string
  /** A standee that gives a coupon and leads to a gathering. */
  openingScene: string
}

/** Titles, options and words as long as they may be, to see where they break. */
const ASKING = {
  ...{ kind: 'experience', title: '冬至手作姜饼屋亲子体验日梧桐路店专场一号', seats: 3, walkIns: false, points: 50 },
  about:
    '揉面、造型、烘烤都自己来，做好的姜饼屋带回家。面粉和黄油店里备好，穿不怕弄脏的衣服来。三岁以上的小朋友要有大人陪。',
  questions: [
    { label: '怎么称呼你', kind: 'text', options: [], required: true },
    { label: '带几位小朋友', kind: 'one', options: ['不带', '一位', '两位', '三位及以上要提前打电话'], required: true },
    {
      ...{ label: '有没有忌口或者过敏的东西', kind: 'several', required: false },
      options: ['没有', '牛奶', '坚果', '鸡蛋', '麸质', '蜂蜜', '巧克力', '其他坚果类制品都不吃'],
    },
  ],
} satisfies GatheringDraft

const DOOR = { kind: 'lecture', title: '咖啡师讲手冲', place: '二楼长桌', points: 20 } satisfies GatheringDraft

/** Nobody but those with a ticket need show one here. */
const WALK_IN = { kind: 'exhibition', title: '面包师的一天·摄影展', place: '一楼展墙' } satisfies GatheringDraft

const from = (now: number, startMs: number, hours: number) => ({
  startsAt: new Date(now + startMs).toISOString(),
  endsAt: new Date(now + startMs + hours * 60 * MINUTE_MS).toISOString(),
})

async function published(owner: Person, body: GatheringDraft): Promise<string> {
  const { gathering } = await owner('gathering.saveDefinition', { id: null, body })
  await owner('gathering.publish', { gatheringId: gathering.id })
  return gathering.id
}

/** The one in the demo that stands so for her. */
const inState = (cards: readonly GatheringCard[], state: GatheringCard['state']) =>
  must(
    cards.find((card) => card.state === state),
    `gathering that is ${state}`,
  ).gatheringId

async function openingOf(url: string, storeId: string, id: string): Promise<string> {
  const manager = await personOf(url, 'zhou')
  const template = must((await manager('channel.offers', {})).templates[0], 'coupon for a standee')
  const { code } = await manager('channel.createCode', {
    ...{ storeId, kind: 'standee', label: '活动立牌', templateId: template.id, benefit: '来活动先领一张券' },
    opens: { page: 'gathering', id },
  })
  return must(code.path.split('scene=')[1], 'code that leads to a gathering')
}

/** What the demo has in every state, and three more: one that asks, two whose doors are open. */
export async function setGatherings(url: string, storeId: string): Promise<GatheringScenes> {
  const member = await personOf(url, 'xiaoman')
  const owner = await operatorOf(url, 'owner')
  const coming = (await member('gathering.list', {})).gatherings
  const mine = (await member('gathering.mine', {})).rows.map(({ gathering }) => gathering)
  const openClassId = inState(coming, 'open')
  const now = Date.now()
  const askingId = await published(owner, { ...ASKING, storeId, ...from(now, 2 * DAY_MS, 3) })
  const doorId = await published(owner, { ...DOOR, storeId, ...from(now, 30 * MINUTE_MS, 2) })
  await published(owner, { ...WALK_IN, storeId, ...from(now, -30 * MINUTE_MS, 8) })
  const { ticket } = await member('gathering.signUp', { gatheringId: doorId, answers: [], agreed: true })
  return {
    ...{ openClassId, askingId, doorId, doorTicketId: ticket.ticketId },
    ...{ tastingId: inState(mine, 'signed_up'), fullGatheringId: inState(coming, 'full') },
    ...{ cancelledId: inState(mine, 'cancelled'), pastId: inState(mine, 'came') },
    openingScene: await openingOf(url, storeId, openClassId),
  }
}
