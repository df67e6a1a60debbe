import { createHash } from 'node:crypto'
import { Audits } from '#server/platform/audit/audit'
import { startWorld, type World } from '#test/world'
import { Differences } from '../check/entities'
import { Accounts } from '../entities'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const download = (token: string | undefined) =>
  fetch(`${world.url}/exports/ledger.csv`, { headers: token ? { authorization: `Bearer ${token}` } : {} })

test('the export is for those who may, holds every entry, proves itself, and is on record', async () => {
  const [member, viewer, finance] = [
    await world.member(),
    await world.operator('viewer'),
    await world.operator('finance'),
  ]
  await world.setBalance(member, 777)
  expect((await download(undefined)).status).toBe(401)
  expect((await download(member.session.accessToken)).status).toBe(401)
  expect((await download(viewer.session.accessToken)).status).toBe(403)
  const answer = await download(finance.session.accessToken)
  expect(answer.headers.get('content-disposition')).toMatch(/ledger-\d{8}-\d{4}\.csv/)
  const lines = (await answer.text()).trimEnd().split('\n')
  const [, rows, , digest] = (lines.pop() ?? '').split(',')
  expect(Number(rows)).toBe(lines.length - 1)
  const sha256 = createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex')
  expect(digest).toBe(sha256)
  const mine = lines.map((line) => line.split(',')).filter((cells) => cells[3] === member.memberId)
  const available = mine.filter((cells) => cells[4] === 'points' && cells[6] === 'available')
  expect(available.reduce((sum, cells) => sum + Number(cells[8]), 0)).toBe(777)
  const kept = await world.db.manager.findBy(Audits, { operatorId: finance.operatorId, action: 'points.export' })
  expect(kept).toHaveLength(1)
})

test('a frozen account shows in the metrics and as a warning of /readyz, which still answers 200', async () => {
  const account = await world.db.manager.findOneByOrFail(Accounts, {})
  const facts = { expected: {}, found: {} } as never
  await world.db.manager.insert(Differences, {
    ...{ accountId: account.id, facts, foundAt: world.clock.now(), solvedAt: null, solvedBy: null, reason: null },
  })
  const ready = await fetch(`${world.url}/readyz`)
  expect(ready.status).toBe(200)
  expect(await ready.json()).toEqual({
    ok: true,
    problems: [],
    warnings: ['1 points accounts differ from their entries and are frozen'],
  })
  const metrics = await (await fetch(`${world.url}/metrics`)).text()
  expect(metrics).toContain('huitou_ledger_accounts_differing 1')
})
