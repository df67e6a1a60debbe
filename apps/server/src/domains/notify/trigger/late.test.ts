import { addDays } from '@huitou/shared/kit/day'
import { groupHands } from '#server/domains/groupbuy/test-groupbuy'
import { businessDay, instantOf } from '#server/platform/business-day'
import type { MemberClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { happens, messagesOf, somebody, type Person } from '../test-telling'
import { remindDue } from './remind'
import { warnStreaks } from './streak'

const ZONE = 'Asia/Shanghai'
const HOUR_MINUTES = 60

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => stopWithPromisesKept(world))

const now = () => world.clock.now()
const today = () => businessDay(now(), { zone: ZONE, dayStartMinutes: 0 }).day

/** The clocks show so many minutes after the midnight of a day to come. */
async function at(minutes: number, inDays: number, ...people: MemberClient[]) {
  world.clock.set(instantOf(addDays(today(), inDays), minutes, ZONE))
  for (const person of people) await person.relogin()
}

const toldOf = async (who: Person, topic: string) => (await messagesOf(world, who)).filter((row) => row.topic === topic)

describe('nobody looked for a night', () => {
  test('the reminder of every day still comes at its hour of today', async () => {
    const who = await somebody(world)
    const { person } = who
    await at(12 * HOUR_MINUTES, 1, person)
    await person.must('checkin.checkIn', {})
    await person.must('notify.remindCheckIn', { wanted: true, hour: 7, daily: true })
    // Of tomorrow’s seven o’clock nothing is heard until the day after at six.
    await at(6 * HOUR_MINUTES, 2, person)
    await remindDue(world.platform, now())
    const seven = instantOf(today(), 7 * HOUR_MINUTES, ZONE)
    expect((await person.must('notify.reminder', {})).remindAt).toBe(seven.toISOString())
    expect(await toldOf(who, 'checkin.reminder')).toEqual([])
    await at(7 * HOUR_MINUTES + 1, 0, person)
    await remindDue(world.platform, now())
    const [told, ...more] = await toldOf(who, 'checkin.reminder')
    expect([told?.untilAt, more]).toEqual([instantOf(today(), 10 * HOUR_MINUTES, ZONE), []])
  })

  test('the warning of an evening does not come after midnight in place of the next evening’s', async () => {
    const who = await somebody(world)
    const { person } = who
    await person.must('notify.savePreferences', { appOnly: [], quiet: null, streakWarning: true })
    for (let day = 0; day < 3; day += 1) {
      await at(21 * HOUR_MINUTES, 1, person)
      await warnStreaks(world.platform, now())
      await person.must('checkin.checkIn', {})
    }
    await at(19 * HOUR_MINUTES, 1, person)
    await person.must('checkin.checkIn', {})
    await at(10, 1, person)
    await warnStreaks(world.platform, now())
    expect(await toldOf(who, 'checkin.streak')).toEqual([])
    await at(20 * HOUR_MINUTES + 1, 0, person)
    await warnStreaks(world.platform, now())
    expect((await toldOf(who, 'checkin.streak')).map(({ title }) => title)).toEqual(['连签 4 天，今天还没签'])
  })
})

test('a name as long as a name may be: told all the same, cut to what there is room for', async () => {
  const hands = groupHands(world)
  const name = '长'.repeat(40)
  const activityId = await hands.activity(await world.operator(), { name })
  const who = await somebody(world)
  const { memberId } = who.person
  const team = { teamId: '1', orderId: '1', activityId, amountFen: 1990 }
  await happens(world, 'groupbuy.lost', { memberId, ...team, cause: 'team_failed' })
  await until(async () => {
    world.platform.nudge()
    return (await toldOf(who, 'groupbuy.failed')).length === 1
  })
  const [told] = await toldOf(who, 'groupbuy.failed')
  expect([told?.title.length, told?.title.endsWith('…'), told?.facts['name']]).toEqual([40, true, name])
})
