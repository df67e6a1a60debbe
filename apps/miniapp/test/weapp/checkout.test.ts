/** @jest-environment jsdom */
import type { Responder } from '../host/parts'
import { fixtures, refused } from '../host/responder'
import { tillMorning } from './checkout-answers'
import { endAll, start } from './start'

afterEach(endAll)

type Wx = { success(result: object): void }

const camera = { scanCode: (options: Wx) => options.success({ errMsg: 'scanCode:ok', result: 'v1.code.sig' }) }

/** Scans a member, types ¥44 and looks at what comes off. */
const quoted = async (responder: Responder) => {
  const host = start(responder, { wx: camera })
  host.open('/staff/workbench/index')
  await host.settle()
  await host.tap(host.byLabel('扫会员码、券码或取货码'))
  expect(host.current?.route).toBe('staff/result/index')
  await host.tap(host.byLabel('开单结账'))
  expect(host.current?.route).toBe('staff/checkout/index')
  // Nothing typed: nothing to reckon.
  await host.tap('下一步，看优惠')
  expect(host.requestsOf('counter.quote')).toEqual([])
  for (const digit of '44') await host.tap(host.byLabel(digit))
  await host.tap('下一步，看优惠')
  return host
}

const sent = (host: ReturnType<typeof start>, name: string) => host.requestsOf(name).map(({ data }) => data)

test('scan a member, type the amount, see what comes off, take the money: one purchase', async () => {
  const host = await quoted(fixtures(tillMorning))
  expect(sent(host, 'counter.quote')).toEqual([{ visitId: '900', amountFen: 4400, points: 0 }])
  for (const words of [
    '商品合计',
    '¥44.00',
    '满 20 减 5 券',
    '−¥5.00',
    '应收',
    '¥39.00',
    '已选最省 1 张',
    '最多 1,900 积分',
  ])
    expect(host.text()).toContain(words)

  await host.tap('收款并核销 ¥39.00')
  const asked = { visitId: '900', amountFen: 4400, couponIds: ['501'], points: 0, payableSeenFen: 3900 }
  expect(sent(host, 'counter.openBill')).toEqual([asked])
  expect(sent(host, 'counter.confirmBill')).toEqual([{ billId: '31' }])
  for (const words of ['已收款', '¥39.00', '得到积分', '46 积分', '2,526 积分', '下次满 30 减 8'])
    expect(host.text()).toContain(words)
  expect(host.phone.calls.filter(([name]) => name === 'vibrateShort')).toHaveLength(1)
  await host.tap(host.byLabel('回工作台'))
  expect(host.current?.route).toBe('staff/workbench/index')
})

test('behind the till lies the workbench: whoever came before is not a tap away', async () => {
  const host = await quoted(fixtures(tillMorning))
  expect(host.depth).toBe(2)
  await host.tap('收款并核销 ¥39.00')
  await host.tap(host.byLabel('扫下一个'))
  expect(host.current?.route).toBe('staff/result/index')
  await host.tap(host.byLabel('开单结账'))
  await host.tap(host.byLabel('先看客人的券和取货'))
  expect([host.current?.route, host.depth]).toEqual(['staff/result/index', 2])
})

test('the answer to taking the money is lost: asked for again with the same key, and told once', async () => {
  const answering = fixtures(tillMorning)
  let lost = false
  const host = await quoted((request) => {
    if (request.name !== 'counter.confirmBill' || lost) return answering(request)
    lost = true
    return 'offline'
  })
  await host.tap('收款并核销 ¥39.00')
  await host.until(() => host.requestsOf('counter.confirmBill').length === 2)
  await host.settle()
  const [first, second] = host.requestsOf('counter.confirmBill')
  expect(first?.header['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/)
  expect(second?.header['idempotency-key']).toBe(first?.header['idempotency-key'])
  expect(second?.data).toEqual(first?.data)
  expect(host.requestsOf('counter.openBill')).toHaveLength(1)
  expect(host.text()).toContain('已收款')
})

test('the figures moved meanwhile: nothing is taken, and the words say so', async () => {
  const moved = '优惠刚刚变了，请再看一眼。没有收钱，也没有扣积分和券'
  const table = { ...tillMorning, 'counter.openBill': () => refused(409, 'quote_changed', moved) }
  const host = await quoted(fixtures(table))
  await host.tap('收款并核销 ¥39.00')
  expect(host.text()).toContain(moved)
  expect(host.requestsOf('counter.confirmBill')).toEqual([])
})
