import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { createMember } from '#seeds/people'
import { Codes } from '#server/domains/channel/entities'
import { Members } from '#server/domains/member/entities'
import { Purchases } from '#server/domains/purchase/entities'
import { recordPurchase } from '#server/domains/purchase/record'
import { refundPurchase } from '#server/domains/purchase/refund'
import { businessDay } from '#server/platform/business-day'
import { inTransaction } from '#server/platform/db/tx'
import { Events, type EventRow } from '#server/platform/events/entities'
import { factText } from '#server/platform/events/fact'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { attributionChecks } from './checks'
import { DayFigures, Joined, type DayRow } from './entities'
import { attributionHandlers } from './handlers'
import { sumsBy } from './sums'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const DAY_MS = 86_400_000
const HEARD = ['channel.scanned', 'member.joined', 'purchase.recorded', 'purchase.refunded']
const SHANGHAI = { zone: 'Asia/Shanghai', dayStartMinutes: 0 }

type Buying = { afterDays: number; paidFen: number; back: number }
type Person = { joinedDaysAgo: number; code: number; buys: Buying[] }

const person: fc.Arbitrary<Person> = fc.record({
  joinedDaysAgo: fc.integer({ min: 1, max: 60 }),
  /** 3: no code. */
  code: fc.nat(3),
  buys: fc.array(
    fc.record({
      afterDays: fc.integer({ min: 0, max: 45 }),
      paidFen: fc.integer({ min: 1, max: 9000 }),
      back: fc.constantFrom(0, 0, 0.5, 1),
    }),
    { maxLength: 4 },
  ),
})

async function live({ joinedDaysAgo, code, buys }: Person) {
  const now = world.clock.now()
  const codeId = (await world.db.manager.find(Codes, { order: { id: 'ASC' } }))[code === 3 ? 99 : code]?.id
  const joinedAt = new Date(now.getTime() - joinedDaysAgo * DAY_MS)
  const profile = { openId: randomUUID(), nickname: '客人', phone: null, birthday: null, codeId }
  const memberId = await inTransaction(world.db, (tx) => createMember(tx, world.platform.vault, profile, joinedAt))
  for (const { afterDays, paidFen, back } of buys.toSorted((a, b) => a.afterDays - b.afterDays)) {
    const at = new Date(Math.min(joinedAt.getTime() + afterDays * DAY_MS + 60_000, now.getTime()))
    const common = { storeId: world.shop.stores.wutong, channel: 'store' as const, actor: 'system', at, now: at }
    const receiptNo = randomUUID().slice(0, 20)
    const purchaseId = await inTransaction(world.db, (tx) =>
      recordPurchase(tx, { ...common, memberId, receiptNo, paidFen }),
    )
    const amountFen = Math.floor(paidFen * back)
    if (amountFen > 0)
      await inTransaction(world.db, (tx) =>
        refundPurchase(tx, {
          ...{ purchaseId, refundKey: 'one', reason: '退', actor: 'system', now },
          what: { by: 'amount', amountFen },
        }),
      )
  }
}

/** The figures as anybody would add them up by hand, from members, purchases and scans. */
async function byHand(events: readonly EventRow[]): Promise<DayRow[]> {
  const rows = new Map<string, DayRow>()
  const at = (when: Date, codeId: string) => {
    const { day } = businessDay(when, SHANGHAI)
    const row = rows.get(`${day}/${codeId}`) ?? { day, codeId, scans: 0, consents: 0, joins: 0, buyers: 0, spentFen: 0 }
    rows.set(`${day}/${codeId}`, row)
    return row
  }
  for (const { name, data, at: when } of events)
    if (name === 'channel.scanned') at(when, factText(data, 'codeId')).scans += 1
  for (const { id, joinedAt, sourceCodeId } of await world.db.manager.find(Members)) {
    const row = at(joinedAt, sourceCodeId ?? '0')
    const windowEnd = joinedAt.getTime() + 30 * DAY_MS
    const bought = (await world.db.manager.findBy(Purchases, { memberId: id })).filter(
      (one) => one.at.getTime() < windowEnd,
    )
    row.consents += 1
    row.joins += 1
    row.buyers += bought.some(({ paidFen, refundedFen }) => refundedFen < paidFen) ? 1 : 0
    row.spentFen += bought.reduce((sum, { paidFen, refundedFen }) => sum + paidFen - refundedFen, 0)
  }
  return [...rows.values()].sort((a, b) => a.day - b.day || Number(a.codeId) - Number(b.codeId))
}

const hear = (event: EventRow) =>
  inTransaction(world.db, async (tx) => {
    for (const handler of attributionHandlers)
      if (handler.event === event.name && 'run' in handler) await handler.run(tx, event, world.clock.now())
  })

test('whatever happened, and in whatever order it is heard, some of it twice, the report is what adding up by hand gives', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 1, maxLength: 5 }),
      fc.infiniteStream(fc.nat(1_000_000)),
      async (people, dice) => {
        for (const one of people) await live(one)
        const rolls = dice[Symbol.iterator]()
        const roll = () => rolls.next().value
        const events = (await world.db.manager.find(Events)).filter(({ name }) => HEARD.includes(name))
        // A scan is counted once for its event, which the outbox remembers; the others by what they lead to.
        const twice = events.filter(({ name }) => name !== 'channel.scanned' && roll() % 3 === 0)
        const order = [...events, ...twice].map((event) => ({ event, place: roll() }))
        const shuffled = order.sort((a, b) => a.place - b.place).map(({ event }) => event)
        await quiet()
        await world.db.manager.clear(DayFigures)
        await world.db.manager.clear(Joined)
        for (let from = 0; from < shuffled.length; from += 3)
          await Promise.all(shuffled.slice(from, from + 3).map(hear))
        const counted = await world.db.manager.find(DayFigures, { order: { day: 'ASC', codeId: 'ASC' } })
        const filled = counted.filter(({ scans, consents }) => scans + consents > 0)
        const expected = await byHand(events)
        expect(filled).toEqual(expected)
        const span = { from: 20200101, until: 29991231 }
        const joins = (await sumsBy(world.db.manager, 'source', span, null)).reduce((sum, row) => sum + row.joins, 0)
        expect(joins).toBe(expected.reduce((sum, row) => sum + row.joins, 0))
        for (const { name, sql } of attributionChecks) expect([name, await world.db.query(sql)]).toEqual([name, []])
      },
    ),
    { numRuns: 4, endOnFailure: true },
  )
}, 240_000)

/** Until the world’s own worker has heard everything too. */
async function quiet() {
  await until(async () => {
    const waiting = await world.db.manager.find(Events)
    return waiting.every(({ nextAt }) => nextAt === null)
  }, 60)
}
