/** @jest-environment jsdom */
import { fixtures } from '../host/responder'
import { staffMorning } from './counter-answers'
import { endAll, start } from './start'

afterEach(endAll)

const KB = 1024
const FIRST_MAX = 32 * KB
const LATER_MAX = 4 * KB

const PAGES = [
  'pages/home/index',
  'pages/points/index',
  'pages/code/index',
  'pages/coupons/index',
  'pages/me/index',
  'pages/landing/index?scene=s1',
  'pages/checkin/index',
  'account/profile/index',
  'account/tiers/index',
  'staff/workbench/index',
  'staff/today/index?storeId=1',
]

test.each(PAGES)('%s sends little to the view: at most 32 KB when it appears', async (url) => {
  const host = start(fixtures(staffMorning))
  host.open(`/${url}`)
  await host.settle()
  expect(host.setData.length).toBeGreaterThan(0)
  expect(Math.max(...host.setData.map(({ bytes }) => bytes))).toBeLessThanOrEqual(FIRST_MAX)
})

test('what a tap changes is small: at most 4 KB', async () => {
  const host = start(fixtures(staffMorning))
  host.open('/staff/workbench/index')
  await host.settle()
  await host.tap(host.byLabel('输口令'))
  host.setData.length = 0
  await host.tap(host.byLabel('7'))
  expect(host.setData.length).toBeGreaterThan(0)
  expect(Math.max(...host.setData.map(({ bytes }) => bytes))).toBeLessThanOrEqual(LATER_MAX)
})
