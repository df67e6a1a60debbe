/** @jest-environment jsdom */
import { fixtures, refused } from '../host/responder'
import { scanned, staffMorning, used } from './counter-answers'
import { endAll, start } from './start'

afterEach(endAll)

const SCAN = '扫会员码、券码或取货码'

type Wx = { success(result: object): void; fail(error: object): void }

const scanning = (result: object) => ({
  scanCode: (options: Wx) => options.success({ errMsg: 'scanCode:ok', ...result }),
})

const atTheCounter = async (table: Parameters<typeof fixtures>[0], wx: Record<string, unknown>) => {
  const host = start(fixtures(table), { wx })
  host.open('/staff/workbench/index')
  await host.settle()
  return host
}

const buzzes = (host: ReturnType<typeof start>) => host.phone.calls.filter(([name]) => name === 'vibrateShort').length

test('scan, see, confirm, undo with a reason', async () => {
  const host = await atTheCounter(staffMorning, scanning({ result: 'v1.code.sig' }))
  expect(host.text()).toContain('梧桐路店')
  expect(host.text()).toContain('46')

  await host.tap(host.byLabel(SCAN))
  expect(host.requestsOf('counter.scan').map(({ data }) => data)).toEqual([{ storeId: '1', code: 'v1.code.sig' }])
  expect(host.current?.route).toBe('staff/result/index')
  for (const words of ['可以用', '−¥5.00', '何** · 金卡 · 138******13', '满 20 元', '11月29日 到期'])
    expect(host.text()).toContain(words)

  await host.tap('确认核销')
  expect(host.requestsOf('counter.verify').map(({ data }) => data)).toEqual([{ visitId: '900', couponId: '501' }])
  expect(host.text()).toContain('已核销')
  expect(buzzes(host)).toBe(1)

  await host.tap('核销错了，撤销')
  await host.tap(host.byLabel('撤销这笔核销'))
  expect(host.requestsOf('counter.undo')).toHaveLength(0)
  await host.tap('扫错了券')
  await host.tap(host.all('.btn').find((node) => node.textContent === '撤销这笔核销')!)
  expect(host.requestsOf('counter.undo').map(({ data }) => data)).toEqual([
    { verificationId: '7003', reason: '扫错了券' },
  ])
  expect(host.text()).toContain('已撤销')
})

test('a coupon that may not be used: red, the facts, words to say, two buzzes, no way to confirm', async () => {
  const visit = { ...scanned, coupons: [used] }
  const table = { ...staffMorning, 'counter.scan': () => ({ visit }), 'counter.visit': () => ({ visit }) }
  const host = await atTheCounter(table, scanning({ result: 'v1.code.sig' }))
  await host.tap(host.byLabel(SCAN))
  for (const words of ['不能用', '这张券 8 分钟前已经用过', '11月22日 09:52:18', '可以这样跟客人说'])
    expect(host.text()).toContain(words)
  expect(host.text()).not.toContain('确认核销')
  await host.until(() => buzzes(host) === 2)
})

test('beaten by another clerk: the refusal replaces the button', async () => {
  const table = {
    ...staffMorning,
    'counter.verify': () => refused(409, 'coupon_used', '这张券 1 分钟前已经用过'),
  }
  const host = await atTheCounter(table, scanning({ result: 'v1.code.sig' }))
  await host.tap(host.byLabel(SCAN))
  await host.tap('确认核销')
  expect(host.text()).toContain('这张券 1 分钟前已经用过')
  expect(host.text()).not.toContain('确认核销')
  expect(host.requestsOf('counter.visit')).toHaveLength(1)
})

test('a bar code sends its digits; the shop’s own code and a stale one are explained', async () => {
  const bar = await atTheCounter(staffMorning, scanning({ result: '73061542' }))
  await bar.tap(bar.byLabel(SCAN))
  expect(bar.requestsOf('counter.scan')[0]?.data).toEqual({ storeId: '1', digits: '73061542' })

  const place = { storeId: '2', storeName: '滨江店', label: '收银台', mine: false }
  const elsewhere = { ...staffMorning, 'counter.place': () => place }
  const own = await atTheCounter(elsewhere, scanning({ result: '', path: 'pages/landing/index?scene=s1' }))
  await own.tap(own.byLabel(SCAN))
  expect(own.requestsOf('counter.scan')).toHaveLength(0)
  expect(own.requestsOf('counter.place')[0]?.data).toEqual({ scene: 's1' })
  expect(own.text()).toContain('这是滨江店的码')

  const stale = {
    ...staffMorning,
    'counter.scan': () => refused(409, 'scan_code_expired', '这个码过时了。请客人刷新后再扫'),
  }
  const late = await atTheCounter(stale, scanning({ result: 'v1.old.sig' }))
  await late.tap(late.byLabel(SCAN))
  expect(late.text()).toContain('这个码过时了。请客人刷新后再扫')
  expect(late.current?.route).toBe('staff/workbench/index')
})

test('closing the scanner is no error', async () => {
  const host = await atTheCounter(staffMorning, {
    scanCode: (options: Wx) => options.fail({ errMsg: 'scanCode:fail cancel' }),
  })
  await host.tap(host.byLabel(SCAN))
  expect(host.requestsOf('counter.scan')).toHaveLength(0)
  expect(host.text()).not.toContain('没有扫成')
})

test('wrong digits are said in words and can be typed again', async () => {
  const table = {
    ...staffMorning,
    'counter.scan': () => refused(404, 'digits_unknown', '口令不对或已经过时，请客人念新的'),
  }
  const host = await atTheCounter(table, {})
  await host.tap(host.byLabel('输口令'))
  for (const digit of '1234') await host.tap(host.byLabel(digit))
  await host.tap(host.byLabel('删一位'))
  for (const digit of '56789') await host.tap(host.byLabel(digit))
  expect(host.requestsOf('counter.scan').map(({ data }) => data)).toEqual([{ storeId: '1', digits: '12356789' }])
  expect(host.text()).toContain('口令不对或已经过时')
  expect(host.byLabel('已输 0 位')).toBeTruthy()
})
