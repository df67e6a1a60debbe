/** @jest-environment jsdom */
import { fixtures } from '../host/responder'
import { quietMorning } from './answers'
import { dayOf, staffMorning } from './counter-answers'
import { endAll, start } from './start'

afterEach(endAll)

test('opening a page asks each question once', async () => {
  const host = start(fixtures(quietMorning))
  host.open('/pages/home/index')
  await host.settle()
  const names = host.phone.requests.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('coming back to a page asks again, with the old numbers in sight meanwhile', async () => {
  let verified = 46
  const table = {
    ...staffMorning,
    'counter.day': () => dayOf(verified),
  }
  const host = start(fixtures(table))
  host.open('/staff/workbench/index')
  await host.settle()
  await host.tap(host.byLabel('今天的记录'))
  verified = 47
  ;(host.wx.navigateBack as () => void)()
  expect(host.text()).toContain('46')
  await host.settle()
  expect(host.current?.route).toBe('staff/workbench/index')
  expect(host.text()).toContain('47')
})

test('a failed reload leaves what was known; the first failure is said in words with one way on', async () => {
  let offline = true
  const answering = fixtures(staffMorning)
  const host = start((request) => (offline && request.name === 'counter.day' ? 'offline' : answering(request)))
  host.open('/staff/workbench/index')
  await host.until(() => host.text().includes('现在没连上网'))
  offline = false
  await host.tap('再试一次')
  expect(host.text()).toContain('46')
  offline = true
  await host.tap(host.byLabel('今天的记录'))
  ;(host.wx.navigateBack as () => void)()
  await host.settle()
  expect(host.text()).toContain('46')
})

test('when the network comes back, what had failed is asked again by itself', async () => {
  let offline = true
  const answering = fixtures(staffMorning)
  const host = start((request) => (offline && request.name === 'counter.day' ? 'offline' : answering(request)))
  host.open('/staff/workbench/index')
  await host.until(() => host.text().includes('现在没连上网'))
  const [, { listener }] = host.phone.calls.find(([name]) => name === 'onNetworkStatusChange')!
  const say = listener as (status: { isConnected: boolean }) => void
  say({ isConnected: false })
  await host.settle()
  offline = false
  say({ isConnected: true })
  await host.until(() => host.text().includes('46'))
  expect(host.text()).not.toContain('现在没连上网')
})
