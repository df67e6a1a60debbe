/** @jest-environment jsdom */
import type { Output } from '@huitou/shared/api'
import { fixtures, type Fixtures } from '../host/responder'
import { quietMorning } from './answers'
import { endAll, start } from './start'

afterEach(endAll)

type Wx = { tmplIds: string[]; success?(result: object): void; fail?(error: object): void }
type Told = Output<'notify.inbox'>['rows'][number]

const REMIND_AT = '2026-11-23T01:30:00.000Z'

const checkedIn: Fixtures = {
  ...quietMorning,
  'checkin.status': () => ({ ...quietMorning['checkin.status'](), checkedInToday: true }),
  'notify.wanted': ({ moment }) => ({ templateIds: moment === 'checkin.tomorrow' ? ['tpl-1'] : [] }),
  'notify.answered': () => ({ accepted: 1 }),
  'notify.remindCheckIn': ({ wanted }) => ({ remindAt: wanted ? REMIND_AT : null, hour: null, daily: false }),
}

/** Checked in, and about to ask for tomorrow; `pop` is what WeChat's pop-up does. */
async function asking(pop: (options: Wx) => void) {
  const asked: string[][] = []
  const requestSubscribeMessage = (options: Wx) => {
    asked.push([...options.tmplIds])
    pop(options)
  }
  const host = start(fixtures(checkedIn), { wx: { requestSubscribeMessage } })
  host.open('/pages/checkin/index')
  await host.settle()
  expect(asked).toEqual([])
  await host.tap(host.byLabel('提醒我'))
  await host.settle()
  return { host, asked }
}

const shows = (host: Awaited<ReturnType<typeof asking>>['host']) => {
  for (const words of ['明天提醒我签到', ' 提醒你，签过就不提醒', '不用了']) expect(host.text()).toContain(words)
}

test('asks in the tap itself, tells the server what was answered, and goes on with what was tapped', async () => {
  const { host, asked } = await asking(({ success }) => success?.({ errMsg: 'ok', 'tpl-1': 'accept' }))
  expect(asked).toEqual([['tpl-1']])
  expect(host.requestsOf('notify.answered').map(({ data }) => data)).toEqual([
    { answers: [{ templateId: 'tpl-1', status: 'accept' }] },
  ])
  expect(host.requestsOf('notify.remindCheckIn').map(({ data }) => data)).toEqual([{ wanted: true }])
  shows(host)
})

test.each([
  ['refused', ({ success }: Wx) => success?.({ errMsg: 'ok', 'tpl-1': 'reject' })],
  ['switched off', ({ fail }: Wx) => fail?.({ errMsg: 'requestSubscribeMessage:fail', errCode: 20_004 })],
])('%s: what was tapped is done all the same (R37)', async (_, pop) => {
  const { host } = await asking(pop)
  expect(host.requestsOf('notify.remindCheckIn')).toHaveLength(1)
  shows(host)
})

const message = (id: string, more: Partial<Told> = {}): Told => ({
  ...{ id, topic: 'mall.back', title: `第 ${id} 条`, text: '「回字纹马克杯」又有了' },
  ...{ page: 'mall/item/index?itemId=7', at: '2026-11-22T01:00:00.000Z', read: false },
  ...more,
})

test('the inbox: from 我的 with a plain number, read when seen, and each leads to its page', async () => {
  const rows = [message('3'), message('2', { page: null }), message('1', { read: true })]
  const table = {
    ...quietMorning,
    'notify.inbox': () => ({ rows, next: null, unread: 2 }),
    'notify.read': () => ({ unread: 0 }),
  }
  const host = start(fixtures(table))
  host.open('/pages/me/index')
  await host.settle()
  expect(host.text()).toContain('2 条没看')
  await host.tap(host.byLabel('消息，2 条没看'))
  expect(host.current?.route).toBe('account/inbox/index')
  expect(host.text()).toContain('今天 09:00')
  expect(host.requestsOf('notify.read').map(({ data }) => data)).toEqual([{ upTo: '3' }])
  await host.tap(host.byLabel('新消息，第 3 条，「回字纹马克杯」又有了'))
  expect([host.current?.route, host.current?.query]).toEqual(['mall/item/index', { itemId: '7' }])
  expect(host.requestsOf('notify.opened').map(({ data }) => data)).toEqual([{ messageId: '3' }])
})

test('nothing there, and nobody reached', async () => {
  const empty = start(fixtures(quietMorning))
  empty.open('/account/inbox/index')
  await empty.settle()
  expect(empty.text()).toContain('还没有消息')
  expect(empty.requestsOf('notify.read')).toEqual([])
  const answering = fixtures(quietMorning)
  const offline = start((request) => (request.name === 'notify.inbox' ? 'offline' : answering(request)))
  offline.open('/account/inbox/index')
  await offline.until(() => offline.text().includes('现在没连上网'))
  await offline.settle()
  expect(offline.text()).not.toContain('还没有消息')
})
