import { addDays } from '@huitou/shared/kit/day'
import { NO_PLAN, type Plan } from '@huitou/shared/checkin/plan-rules'
import type { MemberClient } from '#test/people'
import type { World } from '#test/world'
import { PlanVersions } from './entities'

/** The day on which these tests begin, and an hour of it. */
export const FIRST_DAY = 20_270_310
const hourOf = (day: number) => {
  const text = String(day)
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}T04:00:00.000Z`
}

/** Moves the clock to noon of a day, so many days after the first. */
export const goTo = async (world: World, offset: number, ...people: { relogin(): Promise<void> }[]) => {
  world.clock.set(hourOf(addDays(FIRST_DAY, offset)))
  for (const person of people) await person.relogin()
}

/** Checks in on these days. */
export async function comeOn(world: World, person: MemberClient, offsets: readonly number[]) {
  const results = []
  for (const offset of offsets) {
    await goTo(world, offset, person)
    results.push(await person.must('checkin.checkIn', {}))
  }
  return results
}

export const gift = (points: number, templateId: string | null = null) => ({ points, growth: 0, templateId })

export const planWith = (more: Partial<Plan> = {}): Plan => ({
  ...NO_PLAN,
  base: { points: 5, growth: 0 },
  ladder: [
    { streakDays: 3, ...gift(10) },
    { streakDays: 5, ...gift(50) },
  ],
  makeUp: { limit: 2, prices: [0, 20], daysBack: 7, pays: 'base' },
  ...more,
})

/** Puts a plan for everybody in force since ever, and takes the others away. */
export async function planIs(world: World, body: Plan) {
  const at = new Date('2020-01-01T00:00:00.000Z')
  const times = { savedAt: at, publishedAt: at, activeOn: 20_200_101, endsOn: null }
  await world.db.manager.clear(PlanVersions)
  const row = { line: null, name: '测试计划', version: 1, levels: [], body, note: '测试', author: 'system' }
  const { identifiers } = await world.db.manager.insert(PlanVersions, {
    ...row,
    ...times,
    state: 'published',
    audience: 'everyone',
  })
  const id = String(identifiers[0]?.['id'])
  await world.db.manager.update(PlanVersions, { id }, { line: id })
  return id
}
