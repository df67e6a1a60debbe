/** @jest-environment jsdom */
import { fixtures } from '../host/responder'
import { quietMorning } from './answers'
import { staffMorning, scanned } from './counter-answers'
import { endAll, start } from './start'

afterEach(endAll)

const digits = async (host: ReturnType<typeof start>, code: string) => {
  await host.tap(host.byLabel('输口令'))
  for (const digit of code) await host.tap(host.byLabel(digit))
}

test('killed between request and answer: the restarted app sends the same key', async () => {
  const answering = fixtures(staffMorning)
  const silent = start((request) => (request.name === 'counter.scan' ? 'silence' : answering(request)))
  silent.open('/staff/workbench/index')
  await silent.settle()
  // Never settles: the answer does not come.
  void digits(silent, '73061542')
  await silent.until(() => silent.requestsOf('counter.scan').length === 1)
  const { storage } = silent.phone
  silent.dispose()

  const again = start(answering, { storage })
  again.open('/staff/workbench/index')
  await again.settle()
  await digits(again, '73061542')
  await again.settle()

  const [lost] = silent.requestsOf('counter.scan')
  const [repeated] = again.requestsOf('counter.scan')
  expect(lost?.header['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/)
  expect(repeated?.header['idempotency-key']).toBe(lost?.header['idempotency-key'])
  expect(repeated?.data).toEqual(lost?.data)
  expect(again.current?.route).toBe('staff/result/index')
  expect(storage.has('huitou:intents')).toBe(false)
})

test('a lost answer is asked for again by itself, with the same key', async () => {
  const answering = fixtures(staffMorning)
  let lost = false
  const host = start((request) => {
    if (request.name !== 'counter.verify' || lost) return answering(request)
    lost = true
    return 'offline'
  })
  host.open(`/staff/result/index?visitId=${scanned.id}`)
  await host.settle()
  await host.tap('确认核销')
  await host.until(() => host.requestsOf('counter.verify').length === 2)
  await host.settle()
  expect(new Set(host.requestsOf('counter.verify').map(({ header }) => header['idempotency-key'])).size).toBe(1)
  expect(host.text()).toContain('已核销')
})

test('somebody who is not staff is told how to become it', async () => {
  const host = start(fixtures(quietMorning))
  host.open('/staff/workbench/index')
  await host.settle()
  expect(host.text()).toContain('这里是店员用的')
  expect(host.requestsOf('counter.day')).toHaveLength(0)
})
