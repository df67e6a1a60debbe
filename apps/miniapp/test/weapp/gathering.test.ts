/** @jest-environment jsdom */
import type { Output } from '@huitou/shared/api'
import { fixtures, refused, type Fixtures } from '../host/responder'
import { quietMorning } from './answers'
import { scanned, staffMorning } from './counter-answers'
import { endAll, start } from './start'

afterEach(endAll)

type Shown = Output<'gathering.show'>
type Wx = { tmplIds: string[]; success(result: object): void }

const SHOW = '/gathering/show/index?gatheringId=7'
const FULL = '名额满了，没有报上。有人退出会空出来'

const open: Shown = {
  gathering: {
    ...{ gatheringId: '7', kind: 'tasting', kindWords: '品鉴会', title: '冬季新豆品鉴会', cover: null },
    ...{ where: '梧桐路店 · 二楼', when: '12月6日 周日 14:00–16:00', signUpUntil: '2026-12-06T06:00:00.000Z' },
    ...{ startsAt: '2026-12-06T06:00:00.000Z', endsAt: '2026-12-06T08:00:00.000Z', left: 8, state: 'open', why: null },
    ...{ giftWords: '到场送 20 积分', tierName: null, about: null, store: null, points: 20, coupon: null },
    ...{ cancelReason: null, walkIns: true },
    questions: [
      { label: '怎么称呼', kind: 'text', options: [], required: true },
      { label: '喜欢哪种', kind: 'one', options: ['浅烘', '深烘'], required: true },
    ],
  },
  ticket: null,
  joined: true,
  privacyVersion: '1',
}

const held: NonNullable<Shown['ticket']> = {
  ...{ ticketId: '70', state: 'held', signedUpAt: '2026-11-22T01:41:00.000Z', usedAt: null, mayWithdraw: true },
  ...{ mayShowCode: false, showFrom: '2026-12-06T04:00:00.000Z', points: 0, couponId: null, giftOwed: false },
}

const signedUp: Shown = { ...open, gathering: { ...open.gathering, state: 'signed_up', left: 7 }, ticket: held }

/** A page of a gathering, about to sign up, on a phone that can be told later. */
async function asked(table: Fixtures) {
  const told: string[][] = []
  const requestSubscribeMessage = ({ tmplIds, success }: Wx) => {
    told.push([...tmplIds])
    success({ errMsg: 'ok', 'tpl-1': 'accept' })
  }
  const answering = {
    ...quietMorning,
    'gathering.show': () => open,
    'notify.wanted': () => ({ templateIds: ['tpl-1'] }),
    'notify.answered': () => ({ accepted: 1 }),
    ...table,
  }
  const host = start(fixtures(answering), { wx: { requestSubscribeMessage } })
  host.open(SHOW)
  await host.settle()
  await host.tap('报名')
  await host.settle()
  return { host, told }
}

test('what is missing is pointed at, and nobody is asked about messages for nothing', async () => {
  const { host, told } = await asked({})
  await host.tap('确认报名')
  for (const words of ['还有 2 题没答', '这题还没写', '这题还没选']) expect(host.text()).toContain(words)
  expect([told, host.requestsOf('gathering.signUp')]).toEqual([[], []])
})

const asksNothing: Shown = { ...open, gathering: { ...open.gathering, questions: [] } }

test('signing up: asked about messages in the tap itself, then a ticket', async () => {
  let shown = asksNothing
  const { host, told } = await asked({
    'gathering.show': () => shown,
    'gathering.signUp': () => {
      shown = signedUp
      return { ticket: held }
    },
  })
  await host.tap('确认报名')
  await host.settle()
  expect(told).toEqual([['tpl-1']])
  expect(host.requestsOf('gathering.signUp').map(({ data }) => data)).toEqual([
    { gatheringId: '7', answers: [], agreed: true },
  ])
  for (const words of ['已报名', '起可以出示入场码', '来不了，退票']) expect(host.text()).toContain(words)
})

test('the last seat went meanwhile: it says so, and there is no button left', async () => {
  let shown = asksNothing
  const { host } = await asked({
    'gathering.show': () => shown,
    'gathering.signUp': () => {
      shown = { ...asksNothing, gathering: { ...asksNothing.gathering, state: 'full', left: 0, why: '名额满了' } }
      return refused(409, 'gathering_full', FULL)
    },
  })
  await host.tap('确认报名')
  await host.settle()
  expect(host.text()).toContain('名额满了')
  expect(host.text()).not.toContain('确认报名')
})

const landing = (offer: Output<'joining.landing'>['offer']): Output<'joining.landing'> => ({
  ...{ brand: { name: '禾木烘焙', tagline: '每天现烤' }, place: null, offer, gifts: { points: 0, coupons: [] } },
  ...{ opens: { page: 'gathering', id: '7' }, reasons: [], privacyVersion: '1', joined: true },
})

/** Scans a code that leads to the gathering, and gives this besides. */
async function scan(offer: Output<'joining.landing'>['offer']) {
  const table = { ...quietMorning, 'joining.landing': () => landing(offer), 'gathering.show': () => open }
  const host = start(fixtures(table))
  host.open('/pages/landing/index?scene=c.1')
  await host.settle()
  return host
}

test('a scanned code that gives nothing leads on at once, and is told once', async () => {
  const host = await scan(null)
  expect([host.current?.route, host.current?.query, host.depth]).toEqual([
    'gathering/show/index',
    { gatheringId: '7' },
    1,
  ])
  expect(host.requestsOf('joining.landing').map(({ data }) => data)).toEqual([{ scene: 'c.1' }])
})

test('a code that gives something shows that first', async () => {
  const host = await scan({ state: 'open', benefit: '来活动先领一张券', coupon: null })
  expect(host.current?.route).toBe('pages/landing/index')
  await host.tap('看看这次活动')
  expect(host.current?.route).toBe('gathering/show/index')
})

test('a ticket at the door: one tap lets in, and says what it gave', async () => {
  const facts = [{ label: '地点', value: '梧桐路店 · 二楼' }]
  const visit = {
    ...{ ...scanned, kind: 'ticket' as const, coupons: [] },
    tickets: [{ gatheringId: '7', title: '冬季新豆品鉴会', walkIn: false, usable: true, why: null, facts }],
  }
  const table = {
    ...staffMorning,
    'counter.visit': () => ({ visit }),
    'counter.admit': () => ({
      ...{ ticketId: '70', title: '冬季新豆品鉴会', memberName: '何**' },
      ...{ at: '2026-11-22T01:41:00.000Z', gave: '送了 20 积分' },
    }),
  }
  const host = start(fixtures(table))
  host.open('/staff/result/index?visitId=900')
  await host.settle()
  await host.tap('确认入场')
  await host.settle()
  expect(host.requestsOf('counter.admit').map(({ data }) => data)).toEqual([{ visitId: '900', gatheringId: '7' }])
  for (const words of ['已入场', '送了 20 积分', '扫下一个']) expect(host.text()).toContain(words)
})
