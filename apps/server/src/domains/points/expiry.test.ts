import { randomUUID } from 'node:crypto'
import type { ExpiryPolicy } from '@huitou/shared/points/expiry-rules'
import { DEFAULT_POLICY, type PointsPolicy } from '@huitou/shared/points/policy-rules'
import { Members } from '#server/domains/member/entities'
import { Brands } from '#server/domains/store/entities'
import { facts, startLedger, type Ledger } from '#test/ledger'
import { whoseTimeHasCome } from './due'
import { balanceWithExpiry } from './queries'
import { expiryFor, inactivityEnd, pointsPolicy, policyCaps } from './policy'
import { Policies } from './policy/entities'

const DAY_MS = 86_400_000
const START = new Date('2026-11-22T04:00:00.000Z')
const day = (days: number) => new Date(START.getTime() + days * DAY_MS)

let ledger: Ledger
beforeAll(async () => {
  ledger = await startLedger()
})
afterAll(async () => {
  const wrong = await ledger.wrong(day(400))
  await ledger.stop()
  expect(wrong).toEqual([])
})

const decide = (body: Partial<PointsPolicy>, activeFrom: Date) =>
  ledger.db.manager.insert(Policies, {
    activeFrom,
    body: { ...DEFAULT_POLICY, ...body },
    actor: 'operator:1',
    reason: '测试',
    madeAt: activeFrom,
  })
const brand = (zone: string, dayStartMinutes: number) =>
  ledger.db.manager.save(Brands, { id: 1, name: '店', tagline: '', zone, dayStartMinutes })

describe('expiryFor', () => {
  const rolling: ExpiryPolicy = { kind: 'rolling', months: 12, round: 'month' }
  test.each<[string, [string, number], string, ExpiryPolicy, string | null]>([
    [
      'the end of a day in Shanghai',
      ['Asia/Shanghai', 0],
      '2026-11-22T04:00:00Z',
      { kind: 'days', days: 1 },
      '2026-11-23T16:00:00Z',
    ],
    ['just before midnight there', ['Asia/Shanghai', 0], '2026-11-30T15:59:59Z', rolling, '2027-11-30T16:00:00Z'],
    ['just after midnight there', ['Asia/Shanghai', 0], '2026-11-30T16:00:00Z', rolling, '2027-12-31T16:00:00Z'],
    ['a day that begins at four', ['Asia/Shanghai', 240], '2026-11-30T19:59:59Z', rolling, '2027-11-30T20:00:00Z'],
    ['a leap day', ['Asia/Shanghai', 0], '2027-02-10T04:00:00Z', rolling, '2028-02-29T16:00:00Z'],
    [
      'summer time there, winter time then',
      ['America/New_York', 0],
      '2026-10-01T12:00:00Z',
      { kind: 'days', days: 45 },
      '2026-11-16T05:00:00Z',
    ],
    [
      'the day on which the clocks change',
      ['America/New_York', 0],
      '2026-10-31T12:00:00Z',
      { kind: 'days', days: 1 },
      '2026-11-02T05:00:00Z',
    ],
    [
      'the year’s end with a grace',
      ['Asia/Shanghai', 0],
      '2026-11-22T04:00:00Z',
      { kind: 'calendar', graceMonths: 3 },
      '2027-03-31T16:00:00Z',
    ],
    ['never', ['Asia/Shanghai', 0], '2026-11-22T04:00:00Z', { kind: 'none' }, null],
  ])('%s', async (_, [zone, dayStart], at, override, expected) => {
    await brand(zone, dayStart)
    const { expiresAt } = await expiryFor(ledger.db.manager, { at: new Date(at), override })
    expect(expiresAt).toEqual(expected === null ? null : new Date(expected))
    await brand('Asia/Shanghai', 0)
  })

  test('the rule’s own way, else the tier’s, else the brand’s; each from its moment on', async () => {
    const memberId = await ledger.newMember()
    const read = ledger.db.manager
    expect(await pointsPolicy(read, START)).toEqual(DEFAULT_POLICY)
    const gold = { level: 3, expiry: { kind: 'none' } } as const
    await decide(
      { expiry: { kind: 'days', days: 10 }, tierExpiry: [gold], caps: { perTxn: 9, perDay: null, perMonth: null } },
      day(1),
    )
    expect((await expiryFor(read, { memberId, at: START })).expiresAt).toEqual(new Date('2027-11-30T16:00:00Z'))
    expect((await expiryFor(read, { memberId, at: day(1) })).expiresAt).toEqual(new Date('2026-12-03T16:00:00Z'))
    await read.update(Members, { id: memberId }, { tierLevel: 3 })
    expect((await expiryFor(read, { memberId, at: day(1) })).expiresAt).toBeNull()
    expect((await expiryFor(read, { memberId, at: day(1), override: { kind: 'days', days: 1 } })).expiresAt).toEqual(
      new Date('2026-11-24T16:00:00Z'),
    )
    expect(await policyCaps(read, memberId, 20261121)).toEqual([])
    expect(await policyCaps(read, memberId, 20261123)).toMatchObject([{ key: 'txn', limit: 9 }])
    expect(await policyCaps(read, memberId, 20261123, START)).toEqual([])
  })

  test('a change of policy leaves what was granted as it was', async () => {
    const memberId = await ledger.newMember()
    const { expiresAt } = await expiryFor(ledger.db.manager, { at: day(2) })
    await ledger.must({ ...facts(memberId), kind: 'earn', points: 10, expiresAt, lotSource: 'test' }, day(2))
    await decide({ expiry: { kind: 'days', days: 1 } }, day(3))
    expect((await ledger.lots(memberId)).map((lot) => lot.expiresAt)).toEqual([expiresAt])
  })
})

describe('inactivity', () => {
  const inactive = async (memberId: string, points: number, at: Date) => {
    const expiry = await expiryFor(ledger.db.manager, { at, override: { kind: 'inactivity', months: 6 } })
    return ledger.must({ ...facts(memberId), kind: 'earn', points, lotSource: 'test', ...expiry }, at)
  }
  const acting = (memberId: string) => ({ ...facts(memberId), actor: `member:${memberId}` })
  const end = (at: Date) => inactivityEnd(ledger.db.manager, 6, at)

  test('what a member does pushes the end out, once a day; what the shop does, and what is refused, does not', async () => {
    const memberId = await ledger.newMember()
    await inactive(memberId, 100, START)
    const first = await end(START)
    await ledger.must({ ...facts(memberId), kind: 'earn', points: 1, expiresAt: null, lotSource: 'birthday' }, day(30))
    await ledger.must({ ...facts(memberId), kind: 'adjust', points: 1, expiresAt: null, actor: 'operator:1' }, day(30))
    await ledger.run({ ...acting(memberId), kind: 'spend', points: 999 }, day(30))
    expect((await ledger.lots(memberId))[0]?.expiresAt).toEqual(first)
    await ledger.must({ ...acting(memberId), kind: 'spend', points: 10 }, day(40))
    expect((await ledger.lots(memberId))[0]?.expiresAt).toEqual(await end(day(40)))
    expect(await ledger.run({ ...acting(memberId), kind: 'spend', points: 92 }, await end(day(40)))).toMatchObject({
      ok: false,
    })
    expect((await ledger.account(memberId)).available).toBe(2)
  })

  test('what comes back to a lot used up before has not missed the activity since', async () => {
    const memberId = await ledger.newMember()
    await inactive(memberId, 50, START)
    const spent = await ledger.must({ ...acting(memberId), kind: 'spend', points: 50 }, day(1))
    await ledger.must({ ...acting(memberId), kind: 'earn', points: 5, expiresAt: null, lotSource: 'test' }, day(100))
    await ledger.must({ ...facts(memberId), kind: 'reverse', txnId: spent.txnId, graceDays: 15 }, day(120))
    const [lot] = await ledger.lots(memberId)
    expect([lot?.remaining, lot?.expiresAt]).toEqual([50, await end(day(100))])
  })
})

test('what a member sees: pending, held, owed, and what ends soon by its last day', async () => {
  const memberId = await ledger.newMember()
  const at = new Date('2026-11-10T04:00:00.000Z')
  const earn = (points: number, expiresAt: string | null, activatesAt: Date | null = null) =>
    ledger.must(
      {
        ...facts(memberId),
        kind: 'earn',
        points,
        lotSource: 'test',
        expiresAt: expiresAt === null ? null : new Date(expiresAt),
        activatesAt,
      },
      at,
    )
  await earn(10, '2026-11-30T16:00:00Z')
  await earn(20, '2026-11-30T16:00:00Z')
  await earn(30, '2026-12-10T16:00:00Z')
  await earn(40, '2026-12-11T16:00:00Z')
  await earn(50, null, new Date('2026-11-12T04:00:00Z'))
  await ledger.must({ ...facts(memberId), kind: 'hold', points: 5, endsAt: day(30) }, at)
  expect(await balanceWithExpiry(ledger.db.manager, memberId, at)).toEqual({
    available: 95,
    pending: 50,
    held: 5,
    debt: 0,
    expiringNext: { points: 25, at: '2026-11-30T16:00:00.000Z' },
    pendingNext: { points: 50, at: '2026-11-12T04:00:00.000Z' },
    expiring: [
      { points: 25, lastDay: 20261130 },
      { points: 30, lastDay: 20261210 },
    ],
    warningDays: 30,
    pointMilliFen: 1000,
  })
})

test('only what is due is looked at, and nothing of it twice', async () => {
  const memberId = await ledger.newMember()
  const earn = (expiresAt: Date) =>
    ledger.must({ ...facts(memberId), kind: 'earn', points: 3, expiresAt, lotSource: randomUUID().slice(0, 8) }, START)
  await earn(day(200))
  await earn(day(201))
  const whose = { memberId, unit: 'points' }
  const dueBy = async (at: Date) => (await whoseTimeHasCome(ledger.db.manager, at, 500)).whose
  expect(await dueBy(day(199))).not.toContainEqual(whose)
  const due = await dueBy(day(202))
  expect(due.filter((one) => one.memberId === memberId)).toEqual([whose])
  await ledger.runAll([{ ...facts(memberId), kind: 'spend', points: 1 }], day(202))
  expect(await dueBy(day(202))).not.toContainEqual(whose)
  expect(await whoseTimeHasCome(ledger.db.manager, day(-99), 500)).toEqual({ whose: [], more: false })
})
