import { startSimulator } from '#simulator/server'
import { APP, openSimulator } from '#simulator/test-client'

const environment = process.env.NODE_ENV
afterEach(() => {
  process.env.NODE_ENV = environment
})

test('refuses to start in production', async () => {
  process.env.NODE_ENV = 'production'
  await expect(startSimulator({ ...APP, port: 0 })).rejects.toThrow('NODE_ENV=production')
})

test('says that a port is taken', async () => {
  const first = await openSimulator()
  await expect(startSimulator({ ...APP, port: Number(new URL(first.url).port) })).rejects.toThrow('EADDRINUSE')
  await first.stop()
})

test('an unknown address answers errcode 40066, and stop frees the port', async () => {
  const sim = await openSimulator()
  expect(await sim.get('/wxa/nothing')).toMatchObject({ errcode: 40066 })
  await sim.stop()
  await expect(sim.get('/wxa/nothing')).rejects.toThrow('fetch failed')
  const again = await startSimulator({ ...APP, port: Number(new URL(sim.url).port) })
  await again.stop()
})

test('the clock runs when nobody gives one', async () => {
  const sim = await startSimulator({ ...APP, port: 0 })
  expect(Math.abs(sim.world.clock.now() - Date.now())).toBeLessThan(1000)
  await sim.stop()
})
