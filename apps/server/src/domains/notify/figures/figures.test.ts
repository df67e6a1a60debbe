import { addDays } from '@huitou/shared/kit/day'
import { businessDay } from '#server/platform/business-day'
import { Jobs } from '#server/platform/jobs/entities'
import { jobs } from '#server/worker'
import { IsNull, Not } from 'typeorm'
import type { OperatorClient } from '#test/people'
import { wholeTablesRead } from '#test/plans'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { carry, grant, messagesOf, neverQuiet, onPhone, sendNow, settled, somebody, tellThem } from '../test-telling'
import { tellGiftsEnding } from '../trigger/ending/gifts'
import { tellPointsEnding } from '../trigger/ending/points'
import { tellRewardsEnding } from '../trigger/ending/rewards'
import { remindDue } from '../trigger/remind'
import { warnStreaks } from '../trigger/streak'
import { tellTeamsEnding } from '../trigger/ending/teams'
import { Messages } from '../entities'
import { countChanged } from './count'

let world: World
let operator: OperatorClient
let templateId: string
beforeAll(async () => {
  world = await startWorld()
  operator = await world.operator()
  await neverQuiet(operator)
  templateId = await carry(world, operator, 'tier.warned', { thing1: 'tier', thing2: 'note' })
})
afterAll(() => stopWithPromisesKept(world))

const now = () => world.clock.now()
const today = () => businessDay(now(), { zone: 'Asia/Shanghai', dayStartMinutes: 0 }).day
const count = async () => {
  while (await countChanged(world.platform, now()));
}
const ofToday = async () => {
  await count()
  const { rows } = await operator.must('notify.figures', { from: today(), until: today(), topic: 'tier.warned' })
  return rows[0]
}

describe('notify.opened, notify.figures', () => {
  test('told, sent, read, opened: each once, however often it is said or counted', async () => {
    const [allows, not] = [await somebody(world), await somebody(world)]
    await grant(world, allows, templateId, 1)
    for (const who of [allows, not]) await tellThem(world, who)
    await sendNow(world)
    await settled(world, allows)
    await settled(world, not)
    const [message] = await messagesOf(world, allows)
    const opened = { messageId: message?.id ?? '' }
    await Promise.all(Array.from({ length: 5 }, () => allows.person.must('notify.opened', opened)))
    expect(await allows.person.must('notify.unread', {})).toEqual({ unread: 0 })
    expect((await not.person.call('notify.opened', opened)).code).toBe('not_found')
    const expected = { told: 2, sent: 1, refused: 0, failed: 0, unsure: 0, held: 0, read: 1, opened: 1 }
    expect(await ofToday()).toMatchObject(expected)
    await world.db.manager.update('notify_message', { id: message?.id }, { toCount: 1 })
    await Promise.all([countChanged(world.platform, now()), countChanged(world.platform, now())])
    expect(await ofToday()).toMatchObject(expected)
    expect((await onPhone(world, allows))[0]).toMatchObject({ data: { thing1: '金卡' } })
  })

  test('counted by several at once while things change, they are what the rows say', async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => somebody(world)))
    for (const who of people) await tellThem(world, who, 6)
    const opens = people.map(async (who) => {
      for (const { id } of await messagesOf(world, who)) await who.person.must('notify.opened', { messageId: id })
    })
    const counts = Array.from({ length: 4 }, async () => {
      for (let round = 0; round < 15; round += 1) await countChanged(world.platform, now())
    })
    await Promise.all([...opens, ...counts])
    for (const who of people) await settled(world, who)
    const rows = await world.db.manager.findBy(Messages, { day: today(), topic: 'tier.warned', isTest: false })
    const opened = rows.filter(({ openedAt }) => openedAt !== null).length
    expect(await ofToday()).toMatchObject({ told: rows.length, opened, read: opened })
  })

  test('at most 92 days, in order', async () => {
    const ask = (from: number, last: number) => operator.call('notify.figures', { from, until: last })
    expect((await ask(today(), addDays(today(), -1))).code).toBe('figures_span')
    expect((await ask(addDays(today(), -92), today())).code).toBe('figures_span')
    expect((await ask(addDays(today(), -91), today())).status).toBe(200)
  })
})

/** What a shop keeps a few of, and what the driver calls a SELECT without a table. */
const FEW = ['task', 'notify_template', 'notify_wording', 'notify_policy', 'webhook_endpoint', 'dummy_table']

test('sending, counting, looking ahead and every list walk an index on each table', async () => {
  const hadFirstRound = async () => (await world.db.manager.countBy(Jobs, { lastOkAt: Not(IsNull()) })) === jobs.length
  await until(hadFirstRound, 60)
  const who = await somebody(world)
  await grant(world, who, templateId, 2)
  const whole = await wholeTablesRead(world.db, async () => {
    await tellThem(world, who, 2)
    await sendNow(world)
    await who.person.must('notify.preferences', {})
    await who.person.must('notify.savePreferences', { appOnly: [], quiet: null, streakWarning: true })
    await who.person.must('notify.inbox', {})
    await count()
    for (const look of [tellPointsEnding, tellTeamsEnding, tellGiftsEnding, tellRewardsEnding, remindDue, warnStreaks])
      await look(world.platform, now())
    await operator.must('notify.figures', { from: today(), until: today() })
  })
  for (const table of FEW) delete whole[table]
  expect(whole).toEqual({})
})
