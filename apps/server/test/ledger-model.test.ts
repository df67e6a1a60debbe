import fc from 'fast-check'
import { openBooks } from '#server/domains/points/book'
import { Accounts, Entries, Txns } from '#server/domains/points/entities'
import type { Operation, Outcome } from '#server/domains/points/operations'
import { transferPoints } from '#server/domains/points/transfer'
import { inTransaction } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { facts, startLedger, type Ledger } from './ledger'
import * as rules from './ledger-model-commands'
import {
  available,
  bringUpToDate,
  CAP,
  newModel,
  ownerNow,
  type Answer,
  type Model,
  type ModelLot,
} from './ledger-model'

const START = Date.UTC(2026, 10, 22)
const HOUR = 3_600_000
const DAY = 24 * HOUR
const PEOPLE = 2
/** So long the model is compared on each engine; more runs need LEDGER_MODEL_SECONDS. */
const SECONDS = Number(process.env['LEDGER_MODEL_SECONDS'] ?? 12)

let ledger: Ledger
beforeAll(async () => {
  ledger = await startLedger()
})
afterAll(async () => {
  const wrong = await ledger.wrong(new Date(START))
  await ledger.stop()
  expect(wrong).toEqual([])
})

const who = fc.nat(PEOPLE - 1)
const points = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 90 }))
const anyPick = fc.nat(40)
const part = fc.option(points, { nil: undefined })
const seldom = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value })
const ends = fc.option(fc.integer({ min: 1, max: 60 }), { nil: null })
const kind = <Name extends string, Rest>(name: Name, rest: fc.Arbitrary<Rest>) =>
  rest.map((one) => ({ do: name, ...one }))

const anyCommand = fc.oneof(
  {
    weight: 5,
    arbitrary: kind(
      'earn',
      fc.record({
        who,
        points: fc.integer({ min: 1, max: 250 }),
        ends,
        activates: seldom(fc.integer({ min: 0, max: 20 })),
        waits: fc.nat(5).map((one) => one === 0),
        capped: fc.boolean(),
      }),
    ),
  },
  { weight: 4, arbitrary: kind('spend', fc.record({ who, points })) },
  { weight: 3, arbitrary: kind('hold', fc.record({ who, points, hours: fc.integer({ min: 1, max: 500 }) })) },
  { weight: 2, arbitrary: kind('capture', fc.record({ who, pick: anyPick, part })) },
  { weight: 1, arbitrary: kind('void', fc.record({ who, pick: anyPick })) },
  { weight: 4, arbitrary: kind('reverse', fc.record({ who, pick: anyPick, part })) },
  {
    weight: 2,
    arbitrary: kind('adjust', fc.record({ who, points: fc.integer({ min: -80, max: 80 }).filter((one) => one !== 0) })),
  },
  { weight: 1, arbitrary: kind('activate', fc.record({ who, pick: anyPick })) },
  { weight: 1, arbitrary: kind('cancel', fc.record({ who, pick: anyPick })) },
  {
    weight: 4,
    arbitrary: kind(
      'wait',
      fc.record({ hours: fc.oneof(fc.integer({ min: 1, max: 48 }), fc.integer({ min: 100, max: 700 })) }),
    ),
  },
  { weight: 1, arbitrary: kind('tick', fc.record({ who })) },
  { weight: 2, arbitrary: kind('retry', fc.constant({})) },
  { weight: 1, arbitrary: kind('transfer', fc.record({ who, really: fc.nat(3).map((one) => one === 0) })) },
)
type Command = typeof anyCommand extends fc.Arbitrary<infer One> ? One : never

/** Two members on the real ledger, and the ids by which later commands name what earlier ones did. */
class Real {
  readonly txnIds: string[] = []
  readonly holdIds: string[] = []
  last: { operation: Operation; outcome: Outcome } | null = null
  constructor(readonly memberIds: string[]) {}

  static async make() {
    return new Real([await ledger.newMember(), await ledger.newMember()])
  }
  id(index: number) {
    return this.memberIds[index] ?? ''
  }
  async post(operation: Operation, now: number): Promise<Outcome> {
    const outcome = await ledger.run(operation, new Date(now))
    this.last = { operation, outcome }
    if (outcome.ok && ['earn', 'spend', 'adjust', 'capture'].includes(operation.kind)) this.txnIds.push(outcome.txnId)
    if (outcome.ok && operation.kind === 'hold') this.holdIds.push(outcome.holdId ?? '')
    return outcome
  }
  async transfer(from: number, now: number): Promise<Outcome> {
    const { unit, sourceKey, reason, source, actor } = facts('0')
    const merge = { fromMemberId: this.id(from), toMemberId: this.id(1 - from), unit, sourceKey, reason, source, actor }
    try {
      const done = await inTransaction(ledger.db, (tx) => transferPoints(tx, merge, new Date(now)))
      const granted = done.available + done.pending
      return {
        ok: true,
        txnId: done.outTxnId,
        amount: 0,
        balanceAfter: 0,
        replayed: false,
        wanted: granted,
        granted,
        cutBy: null,
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      // A refusal undoes what its transaction had brought up to date; the model has it.
      for (let one = 0; one < PEOPLE; one += 1) await this.tick(one, now)
      return { ok: false, reason: error.code }
    }
  }
  tick = (index: number, now: number) =>
    inTransaction(ledger.db, (tx) => openBooks(tx, [{ memberId: this.id(index), unit: 'points' }], new Date(now)))

  journal = async (index: number) => {
    const account = await ledger.db.manager.findOneByOrFail(Accounts, { memberId: this.id(index), unit: 'points' })
    const txns = await ledger.db.manager.find(Txns, { where: { accountId: account.id }, order: { id: 'ASC' } })
    const entries = await ledger.db.manager.find(Entries, {
      where: { accountId: account.id },
      order: { accountSeq: 'ASC' },
    })
    return {
      txns: txns.map(({ kind: what, amount, granted, balanceAfter, effectiveAt }) => ({
        what,
        amount,
        granted,
        balanceAfter,
        effectiveAt,
      })),
      entries: entries.map(({ bucket, amount, balanceAfter }) => ({ bucket, amount, balanceAfter })),
    }
  }
}

type Done = { real: Outcome; model: Answer } | null

/** Mostly one that something can still be done with; now and then any. */
function choose<One>(list: One[], pick: number, good: (one: One) => boolean): number {
  const fitting = list.flatMap((one, index) => (good(one) ? [index] : []))
  const among = pick % 5 === 0 || fitting.length === 0 ? list.map((_, index) => index) : fitting
  return among[pick % among.length] ?? 0
}

/** `named` is the member whom an operation names; what it does goes to the account that took theirs over, if one did. */
type Hands = { real: Real; model: Model; now: number; named: number }
type Of<Name extends Command['do']> = Extract<Command, { do: Name }>
type Steps = { [Name in Command['do']]: (command: Of<Name>, hands: Hands) => Done | Promise<Done> }

const base = ({ real, named }: Hands) => facts(real.id(named))
const some = (wanted: number | undefined) => (wanted === undefined ? {} : { points: wanted })
const dateOf = (ms: number | null) => (ms === null ? null : new Date(ms))

function earnBoth(command: Of<'earn'>, hands: Hands) {
  const { model, now } = hands
  const { who: one, points: wanted, capped } = command
  const endsAt = command.ends === null ? null : now + command.ends * DAY
  const activatesAt = command.activates === null ? null : now + command.activates * DAY
  const event = command.waits ? 'event' : null
  const cap = { key: `test:m${hands.real.id(one)}`, limit: CAP, label: '上限', onExceed: 'clip' } as const
  const operation: Operation = {
    ...base(hands),
    kind: 'earn',
    points: wanted,
    expiresAt: dateOf(endsAt),
    activatesAt: dateOf(activatesAt),
    lotSource: 'test',
    ...(event === null ? {} : { activatesOn: event }),
    ...(capped ? { caps: [cap] } : {}),
  }
  const expected = rules.earn(model, one, { points: wanted, endsAt, activatesAt, event, capped }, now)
  return both(hands, operation, expected)
}

const both = async ({ real, now }: Hands, operation: Operation, expected: Answer): Promise<Done> => ({
  model: expected,
  real: await real.post(operation, now),
})

const holdOf = ({ model }: Hands, command: Of<'capture' | 'void'>) =>
  choose(model.holds, command.pick, (one) => one.open && one.owner === command.who)

function txnOf({ model }: Hands, command: Of<'reverse' | 'activate' | 'cancel'>) {
  const pending = (lot: number | null) => lot !== null && model.lots[lot]?.state === 'pending'
  return choose(
    model.txns,
    command.pick,
    (one) => one.owner === command.who && one.points > one.undone && (command.do === 'reverse' || pending(one.lot)),
  )
}

/** Each command, on both. */
const steps: Steps = {
  earn: earnBoth,
  spend: ({ who: one, points: wanted }, hands) =>
    both(hands, { ...base(hands), kind: 'spend', points: wanted }, rules.spend(hands.model, one, wanted, hands.now)),
  adjust: ({ who: one, points: wanted }, hands) =>
    both(
      hands,
      { ...base(hands), kind: 'adjust', points: wanted, expiresAt: null },
      rules.adjust(hands.model, one, wanted, hands.now),
    ),
  hold: ({ who: one, points: wanted, hours }, hands) => {
    const endsAt = hands.now + hours * HOUR
    const expected = rules.hold(hands.model, one, wanted, endsAt, hands.now)
    return both(hands, { ...base(hands), kind: 'hold', points: wanted, endsAt: new Date(endsAt) }, expected)
  },
  capture: (command, hands) => {
    if (hands.model.holds.length === 0) return null
    const which = holdOf(hands, command)
    const operation = { kind: 'capture', holdId: hands.real.holdIds[which] ?? '', ...some(command.part) } as const
    const expected = rules.capture(hands.model, command.who, which, command.part, hands.now)
    return both(hands, { ...base(hands), ...operation }, expected)
  },
  void: (command, hands) => {
    if (hands.model.holds.length === 0) return null
    const which = holdOf(hands, command)
    const operation = { kind: 'void', holdId: hands.real.holdIds[which] ?? '' } as const
    const expected = rules.voidHold(hands.model, command.who, which, hands.now)
    return both(hands, { ...base(hands), ...operation }, expected)
  },
  reverse: (command, hands) => {
    if (hands.model.txns.length === 0) return null
    const which = txnOf(hands, command)
    const operation = { kind: 'reverse', txnId: hands.real.txnIds[which] ?? '', graceDays: 15 } as const
    const expected = rules.reverse(hands.model, command.who, which, command.part, hands.now)
    return both(hands, { ...base(hands), ...operation, ...some(command.part) }, expected)
  },
  activate: (command, hands) => {
    if (hands.model.txns.length === 0) return null
    const which = txnOf(hands, command)
    const operation = { kind: 'activate', txnId: hands.real.txnIds[which] ?? '' } as const
    const expected = rules.activate(hands.model, command.who, which)
    return both(hands, { ...base(hands), ...operation }, expected)
  },
  cancel: (command, hands) => {
    if (hands.model.txns.length === 0) return null
    const which = txnOf(hands, command)
    const operation = { kind: 'cancel', txnId: hands.real.txnIds[which] ?? '' } as const
    const expected = rules.cancel(hands.model, command.who, which, hands.now)
    return both(hands, { ...base(hands), ...operation }, expected)
  },
  transfer: async ({ who: one, really }, { real, model, now }) => {
    if (!really) return null
    for (let each = 0; each < PEOPLE; each += 1) bringUpToDate(model, each, now)
    return { model: rules.transfer(model, one, 1 - one, now), real: await real.transfer(one, now) }
  },
  wait: () => null,
  tick: () => null,
  retry: () => null,
}

/** Time has passed for whoever acts, in the model as on the ledger. */
function step(command: Command, real: Real, model: Model, now: number): Done | Promise<Done> {
  const run = steps[command.do] as (one: Command, hands: Hands) => Done | Promise<Done>
  if (!('who' in command) || command.do === 'transfer') return run(command, { real, model, now, named: 0 })
  const owner = ownerNow(model, command.who)
  bringUpToDate(model, owner, now)
  return run({ ...command, who: owner }, { real, model, now, named: command.who })
}

async function compare(real: Real, model: Model, one: number) {
  const account = await ledger.account(real.id(one))
  const mine = model.lots.filter((lot) => lot.owner === one)
  const total = (pickOf: (lot: ModelLot) => number) => mine.reduce((all, lot) => all + pickOf(lot), 0)
  expect({ available: account.available, pending: account.pending, held: account.held, debt: account.debt }).toEqual({
    available: available(model, one),
    pending: total((lot) => (lot.state === 'pending' ? lot.remaining : 0)),
    held: total((lot) => lot.held),
    debt: model.members[one]?.debt,
  })
  const lots = await ledger.lots(real.id(one))
  expect(lots.map((lot) => [lot.remaining, lot.held, lot.state, lot.expiresAt?.getTime() ?? null])).toEqual(
    mine.map((lot) => [lot.remaining, lot.held, lot.state, lot.endsAt]),
  )
}

const seen = new Map<string, number>()
const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)

/** What was done is answered again, and nothing else happens. What was refused would be judged anew: other commands do that. */
async function retry(real: Real, now: number) {
  if (!real.last?.outcome.ok) return
  const { operation, outcome } = real.last
  expect(await ledger.run(operation, new Date(now))).toEqual({ ...outcome, replayed: true })
}

const earning = { do: 'earn', who: 0, points: 100, ends: 30, activates: null, waits: false, capped: true } as const
/** One of everything, so that no run is without: the rest is chance. */
const tour: Command[] = [
  earning,
  { do: 'hold', who: 0, points: 40, hours: 48 },
  { do: 'capture', who: 0, pick: 1, part: 25 },
  { do: 'hold', who: 0, points: 10, hours: 48 },
  { do: 'void', who: 0, pick: 1 },
  { do: 'spend', who: 0, points: 20 },
  { do: 'reverse', who: 0, pick: 1, part: 7 },
  { ...earning, points: 30, activates: 10 },
  { do: 'cancel', who: 0, pick: 1 },
  { ...earning, points: 30, waits: true },
  { do: 'activate', who: 0, pick: 1 },
  { do: 'hold', who: 0, points: 5, hours: 700 },
  { do: 'wait', hours: 700 },
  { do: 'tick', who: 0 },
  { do: 'retry' },
  { do: 'adjust', who: 1, points: 50 },
  { do: 'transfer', who: 0, really: true },
  { do: 'reverse', who: 1, pick: 0, part: undefined },
]

/** Taken back after it ran out: chance seldom comes this way. */
const ranOut: Command[] = [
  { ...earning, ends: 1 },
  { ...earning, points: 5 },
  { do: 'wait', hours: 48 },
  { do: 'reverse', who: 0, pick: 0, part: 60 },
  { do: 'reverse', who: 0, pick: 0, part: undefined },
]

const limits = { interruptAfterTimeLimit: SECONDS * 1000, markInterruptAsFailure: false, numRuns: 5_000 }

test('the ledger does what the model does: every answer, every account, every lot', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyCommand, { minLength: 15, maxLength: 60 }), async (commands) => {
      const [real, model] = [await Real.make(), newModel(PEOPLE)]
      let now = START
      for (const command of commands) {
        if (command.do === 'wait') now += command.hours * HOUR
        if (command.do === 'retry') await retry(real, now)
        if (command.do === 'tick') {
          await real.tick(command.who, now)
          bringUpToDate(model, ownerNow(model, command.who), now)
        }
        const done = await step(command, real, model, now)
        if (!done) continue
        count(`${command.do} ${done.real.ok ? 'done' : done.real.reason}`)
        const { real: answered } = done
        expect(answered.ok ? { ok: true, granted: answered.granted } : answered).toEqual(done.model)
        if ('who' in command) await compare(real, model, ownerNow(model, command.who))
      }
      for (let one = 0; one < PEOPLE; one += 1) {
        await real.tick(one, now)
        bringUpToDate(model, one, now)
        await compare(real, model, one)
      }
    }),
    { ...limits, examples: [[tour], [ranOut]] },
  )
  const often = [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, times]) => `${what}: ${times}`)
  if (process.env['LEDGER_MODEL_TELL']) process.stderr.write(`${often.join('\n')}\n`)
  for (const must of [
    'hold done',
    'capture done',
    'void done',
    'reverse done',
    'cancel done',
    'activate done',
    'transfer done',
  ])
    expect(seen.get(must) ?? 0).toBeGreaterThan(0)
})

test('late is on time: with the job at random moments or never, the journal is the same', async () => {
  const withTicks = fc.array(fc.record({ command: anyCommand, ticks: fc.array(who, { maxLength: 2 }) }), {
    minLength: 15,
    maxLength: 50,
  })
  await fc.assert(
    fc.asyncProperty(withTicks, async (walk) => {
      const [early, late] = [await Real.make(), await Real.make()]
      const models = [newModel(PEOPLE), newModel(PEOPLE)] as const
      let now = START
      for (const { command, ticks } of walk) {
        if (command.do === 'wait') now += command.hours * HOUR
        for (const one of ticks) await early.tick(one, now)
        const first = await step(command, early, models[0], now)
        const second = await step(command, late, models[1], now)
        expect(first?.real.ok).toBe(second?.real.ok)
      }
      now += 400 * DAY
      for (let one = 0; one < PEOPLE; one += 1) {
        await early.tick(one, now)
        await late.tick(one, now)
        expect(await early.journal(one)).toEqual(await late.journal(one))
      }
    }),
    { ...limits, examples: [[tour.map((command) => ({ command, ticks: [0, 1] }))]] },
  )
})
