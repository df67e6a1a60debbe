import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { OperatorClient } from '#test/people'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { deliverDue } from './deliver'
import { postTo } from './post'

type Got = { headers: IncomingMessage['headers']; body: string }

let world: World
let owner: OperatorClient
let server: Server
let url: string
let status = 200
const got: Got[] = []

beforeAll(async () => {
  world = await startWorld({ WEBHOOK_PRIVATE: true })
  owner = await world.operator()
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      got.push({ headers: request.headers, body })
      response.statusCode = status
      response.end('seen')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
})
afterAll(async () => {
  await world.stop()
  await new Promise((resolve) => server.close(resolve))
})
beforeEach(() => {
  status = 200
  got.length = 0
})

const MINUTE_MS = 60_000

async function endpointFor(events: ('member.joined' | 'coupon.issued')[]) {
  const { endpoint, secret } = await owner.must('integration.saveEndpoint', { url, events, enabled: true })
  const off = () => owner.must('integration.saveEndpoint', { endpointId: endpoint.id, url, events, enabled: false })
  return { id: endpoint.id, secret: secret ?? '', off }
}

const last = async (endpointId: string) => (await owner.must('integration.deliveries', { endpointId })).rows[0]

test('an event arrives, signed as Standard Webhooks says, once, with the facts that were promised', async () => {
  const { id, secret, off } = await endpointFor(['member.joined'])
  const person = await world.member()
  await until(() => Promise.resolve(got.length > 0))
  const [{ headers, body }] = got as [Got]
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
    ...{ type: 'member.joined', data: { memberId: person.memberId } },
  })
  expect(() => new Webhook('whsec_b3RoZXI=').verify(body, headers as Record<string, string>)).toThrow(
    'No matching signature found',
  )
  await until(async () => (await last(id))?.state === 'delivered')
  expect(await last(id)).toMatchObject({
    event: 'member.joined',
    attempts: 1,
    status: 200,
    answer: 'seen',
    nextAt: null,
  })
  await off()
  await world.member()
  expect((await owner.must('integration.endpoints', {})).endpoints.find((one) => one.id === id)?.enabled).toBe(false)
  expect((await owner.must('integration.deliveries', { endpointId: id })).rows).toHaveLength(1)
})

test('who does not answer well is asked again, later and later, with the same id; replayed by hand it is sent at once', async () => {
  const { id, off } = await endpointFor(['member.joined'])
  status = 503
  await owner.must('integration.testEndpoint', { endpointId: id, event: 'member.joined' })
  await until(async () => (await last(id))?.attempts === 1)
  const first = await last(id)
  expect(first).toMatchObject({ state: 'waiting', status: 503 })
  expect(first?.nextAt).not.toBeNull()
  world.clock.advance(6000)
  await until(async () => {
    await deliverDue(world.platform, world.clock.now())
    return (await last(id))?.attempts === 2
  })
  const examples = got.filter((one) => one.body.includes('example'))
  expect(new Set(examples.map((one) => one.headers['webhook-id'])).size).toBe(1)
  status = 200
  await owner.must('integration.replay', { deliveryId: first?.id ?? '' })
  await until(async () => (await last(id))?.state === 'delivered')
  await off()
})

test('an address that says it is gone is switched off, and says why', async () => {
  const { id } = await endpointFor(['member.joined'])
  status = 410
  await owner.must('integration.testEndpoint', { endpointId: id, event: 'member.joined' })
  await until(async () => (await last(id))?.state === 'failed')
  const { endpoints } = await owner.must('integration.endpoints', {})
  expect(endpoints.find((one) => one.id === id)).toMatchObject({ enabled: false, trouble: '对方说这个地址不再用了' })
})

test('several workers at once send once', async () => {
  const { id, off } = await endpointFor(['coupon.issued'])
  await world.member()
  await until(async () => (await last(id)) !== undefined)
  await Promise.all(Array.from({ length: 5 }, () => deliverDue(world.platform, world.clock.now())))
  await until(async () => (await last(id))?.state === 'delivered')
  expect((await last(id))?.attempts).toBe(1)
  world.clock.advance(MINUTE_MS)
  await off()
})

test('nothing is sent into the house, to http, or where a redirect leads', async () => {
  const safe = { headers: {}, body: '{}', privateAllowed: false }
  for (const inside of ['https://127.0.0.1/', 'https://10.0.0.1/', 'https://[::1]/', 'https://169.254.169.254/', url])
    expect(await postTo(inside, safe)).toMatchObject({ status: 0 })
  expect(await postTo('https://localhost/', safe)).toMatchObject({
    status: 0,
    text: expect.stringContaining('private'),
  })
  status = 302
  expect(await postTo(url, { ...safe, privateAllowed: true })).toMatchObject({ status: 302 })
})

test('an address is https without a password, by the owner only', async () => {
  const events = ['member.joined' as const]
  const bad = await owner.send('integration.saveEndpoint', { url: 'https://a:b@example.com', events, enabled: true })
  expect(bad.code).toBe('endpoint_unsafe')
  const none = await owner.send('integration.saveEndpoint', { endpointId: '999', url, events, enabled: true })
  expect(none.code).toBe('not_found')
  const manager = await world.operator('manager')
  expect((await manager.send('integration.endpoints', {})).code).toBe('not_allowed')
  expect((await manager.send('integration.deliveries', { endpointId: '1' })).code).toBe('not_allowed')
})

test('where addresses of the house are not allowed, one is refused when it is saved', async () => {
  const strict = await startWorld({ WEBHOOK_PRIVATE: false })
  const operator = await strict.operator()
  const save = async (address: string) =>
    (await operator.send('integration.saveEndpoint', { url: address, events: ['member.joined'], enabled: true })).code
  for (const inside of ['https://127.0.0.1/', 'https://192.168.1.9/', 'https://[::1]/', 'https://localhost/', url])
    expect([inside, await save(inside)]).toEqual([inside, 'endpoint_unsafe'])
  expect((await operator.must('integration.endpoints', {})).endpoints).toEqual([])
  await strict.stop()
})
