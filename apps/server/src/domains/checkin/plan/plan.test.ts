import { addDays } from '@huitou/shared/kit/day'
import type { Input } from '@huitou/shared/api'
import type { OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Members } from '#server/domains/member/entities'
import { PlanVersions } from '../entities'
import { FIRST_DAY, comeOn, gift, goTo, planIs, planWith } from '../test-days'

let world: World
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
})
beforeEach(async () => {
  await planIs(world, planWith({ ladder: [{ streakDays: 3, ...gift(10) }] }))
  await goTo(world, 0)
  operator = await world.operator('manager')
})
afterAll(() => world.stop())

const day = (offset: number) => addDays(FIRST_DAY, offset)

const save = (more: Partial<Input<'checkin.savePlan'>> = {}) =>
  operator.must('checkin.savePlan', {
    id: null,
    name: '金卡签到',
    audience: { kind: 'tier', levels: [3, 4] },
    body: planWith({ base: { points: 50, growth: 0 } }),
    note: '试一试',
    ...more,
  })

const ofLevel = async (level: number) => {
  await goTo(world, 0)
  const person = await world.member()
  await world.db.manager.update(Members, { id: person.memberId }, { tierLevel: level })
  return person
}

describe('plans for tiers', () => {
  test('begin tomorrow; today stays as it was shown, and others keep theirs', async () => {
    const [gold, plain] = [await ofLevel(3), await ofLevel(1)]
    const { draft, findings } = await save()
    expect(findings.filter((one) => one.severity === 'error')).toEqual([])
    const { version } = await operator.must('checkin.publishPlan', { id: draft.id })
    expect(version).toMatchObject({ activeOn: day(1), version: 1, state: 'published', line: draft.id })
    expect((await gold.must('checkin.status', {})).todayReward.points).toBe(5)
    const given = await comeOn(world, gold, [0, 1])
    expect(given.map((one) => one.points)).toEqual([5, 50])
    expect((await comeOn(world, plain, [1]))[0]?.points).toBe(5)
  })

  test('are refused for tags, which cannot be chosen yet, and for members whom another plan has already', async () => {
    const tagged = await operator.send('checkin.savePlan', {
      id: null,
      name: '标签签到',
      audience: { kind: 'tag', tag: '常客' },
      body: planWith(),
      note: '试一试',
    })
    expect(tagged.code).toBe('audience_untagged')
    const first = await save()
    await operator.must('checkin.publishPlan', { id: first.draft.id })
    const second = await save({ audience: { kind: 'tier', levels: [4] } })
    expect(second.findings.some((one) => one.severity === 'error')).toBe(true)
    expect((await operator.send('checkin.publishPlan', { id: second.draft.id })).code).toBe('rules_faulty')
    const everyone = await save({ audience: { kind: 'everyone' } })
    expect((await operator.send('checkin.publishPlan', { id: everyone.draft.id })).code).toBe('rules_faulty')
  })

  test('end with a day that is not over; then everybody’s plan is theirs', async () => {
    const gold = await ofLevel(3)
    const { draft } = await save()
    await operator.must('checkin.publishPlan', { id: draft.id })
    await goTo(world, 1)
    operator = await world.operator('manager')
    expect((await operator.send('checkin.endPlan', { line: draft.id, lastDay: day(0) })).code).toBe('rules_too_early')
    expect((await operator.must('checkin.endPlan', { line: draft.id })).version).toMatchObject({ endsOn: day(1) })
    expect((await comeOn(world, gold, [1, 2])).map((one) => one.points)).toEqual([50, 5])
  })
})

describe('a changed plan', () => {
  const change = async (body: Input<'checkin.savePlan'>['body']) => {
    const { id } = await world.db.manager.findOneByOrFail(PlanVersions, { state: 'published' })
    const { draft } = await save({ id, name: '测试计划', audience: { kind: 'everyone' }, body })
    return (await operator.must('checkin.publishPlan', { id: draft.id })).version
  }

  test('takes nothing back of today, and pays no new step for days before it', async () => {
    const person = await ofLevel(1)
    await comeOn(world, person, [0, 1])
    await goTo(world, 2, person)
    operator = await world.operator('manager')
    const steps = [1, 2, 3, 4].map((streakDays) => ({ streakDays, ...gift(streakDays * 100) }))
    const version = await change(planWith({ base: { points: 1, growth: 0 }, ladder: steps }))
    expect(version).toMatchObject({ version: 2, activeOn: day(3) })
    const status = await person.must('checkin.status', {})
    expect([status.todayReward.points, status.tomorrowReward.points]).toEqual([15, 401])
    const given = await comeOn(world, person, [2, 3, 4])
    expect(given.map((one) => one.points)).toEqual([15, 401, 1])
  })

  test('published once by four at once; a day in the past, and faults, are refused', async () => {
    const { id } = await world.db.manager.findOneByOrFail(PlanVersions, { state: 'published' })
    const unreachable = planWith({ cycle: { kind: 'week' }, ladder: [{ streakDays: 8, ...gift(1) }] })
    const wanted = { id, name: '测试计划', audience: { kind: 'everyone' as const } }
    const faulty = await save({ ...wanted, body: unreachable })
    expect((await operator.send('checkin.publishPlan', { id: faulty.draft.id })).code).toBe('rules_faulty')
    const { draft } = await save({ ...wanted, body: planWith() })
    expect(draft.id).toBe(faulty.draft.id)
    expect((await operator.send('checkin.publishPlan', { id: draft.id, activeOn: day(0) })).code).toBe(
      'rules_too_early',
    )
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => operator.send('checkin.publishPlan', { id: draft.id, activeOn: day(5) })),
    )
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    const view = await operator.must('checkin.plans', {})
    expect(view).toMatchObject({
      today: day(0),
      inForce: [{ version: 1 }],
      upcoming: [{ version: 2, activeOn: day(5) }],
      drafts: [],
    })
    const viewer = await world.operator('viewer')
    expect((await viewer.send('checkin.endPlan', { line: id })).code).toBe('not_allowed')
  })

  test('for a campaign begins with its first day and is over with its last', async () => {
    const person = await ofLevel(3)
    const body = planWith({
      base: { points: 30, growth: 0 },
      ladder: [],
      cycle: { kind: 'campaign', from: day(2), until: day(3) },
    })
    const { draft } = await save({ body })
    expect((await operator.must('checkin.publishPlan', { id: draft.id })).version).toMatchObject({
      activeOn: day(2),
      endsOn: day(3),
    })
    expect((await comeOn(world, person, [1, 2, 3, 4])).map((one) => one.points)).toEqual([5, 30, 30, 5])
  })
})
