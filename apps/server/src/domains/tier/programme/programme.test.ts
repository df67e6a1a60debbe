import { addDays } from '@huitou/shared/kit/day'
import { NEUTRAL } from '@huitou/shared/tier/benefit-rules'
import { NO_PACK, type Programme, type TierDef } from '@huitou/shared/tier/programme-rules'
import { Members } from '#server/domains/member/entities'
import { today } from '#server/domains/store/queries'
import { startWorld, type World } from '#test/world'
import type { OperatorClient } from '#test/people'
import { Programmes } from '../entities'
import { changesOf, grow } from '../test-growth'
import { sweepVersion } from '../walk/bring-up'

const DAY_MS = 86_400_000

let world: World
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  operator = await world.operator('manager')
})
afterAll(() => world.stop())

const tier = (level: number, name: string, growthFrom: number): TierDef => ({
  level,
  name,
  style: 'basic',
  growthFrom,
  keepGrowth: null,
  benefits: NEUTRAL,
  pack: NO_PACK,
})

const body = (more: Partial<Programme> = {}): Programme => ({
  unitName: '星星',
  window: { kind: 'calendar' },
  downgrade: 'full',
  graceDays: 0,
  warnDays: 0,
  onRefund: 'recheck',
  tiers: [tier(1, '白', 0), tier(2, '绿', 50), tier(3, '金', 1000), tier(4, '黑', 3000)],
  ...more,
})

const sweepAll = async () => {
  while (await sweepVersion(world.db, world.clock.now()));
}

test('tier.programme shows what is in force; a draft says what speaks against it, and faults keep it from being published', async () => {
  expect(await operator.must('tier.programme', {})).toMatchObject({
    inForce: { version: 1, body: { unitName: '成长值' } },
    upcoming: [],
    draft: null,
  })
  const faulty = body({ tiers: [tier(1, '白', 0), tier(2, '绿', 50)] })
  const saved = await operator.must('tier.saveProgramme', { body: faulty, note: '试一试' })
  expect(saved.findings.filter((finding) => finding.severity === 'error')).toHaveLength(2)
  const refused = await operator.send('tier.publishProgramme', { id: saved.draft.id })
  expect(refused.code).toBe('rules_faulty')
  const lost = body({
    tiers: [tier(1, '白', 0), { ...tier(2, '绿', 50), pack: { ...NO_PACK, templateIds: ['999999'] } }],
  })
  const second = await operator.must('tier.saveProgramme', { body: lost, note: '再试' })
  expect(second.draft.id).toBe(saved.draft.id)
  expect(second.findings.some((finding) => finding.words.includes('999999'))).toBe(true)
  const viewer = await world.operator('viewer')
  expect((await viewer.send('tier.saveProgramme', { body: body(), note: '我也想' })).code).toBe('not_allowed')
  expect((await viewer.must('tier.programme', {})).draft).toMatchObject({ note: '再试' })
})

test('published rules begin tomorrow, once; who qualifies by them rises without doing anything, and nobody is lowered by them', async () => {
  const [riser, keeper] = [await world.member(), await world.member()]
  await grow(world.db, riser.memberId, 60, world.clock.now())
  await grow(world.db, keeper.memberId, 400, world.clock.now())
  const { draft } = await operator.must('tier.saveProgramme', { body: body(), note: '新年新规则' })
  const { day } = await today(world.db.manager, world.clock.now())
  expect((await operator.send('tier.publishProgramme', { id: draft.id, activeOn: day })).code).toBe('rules_too_early')
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => operator.send('tier.publishProgramme', { id: draft.id })),
  )
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
  expect(answers.find((answer) => answer.status === 200)?.body).toMatchObject({
    version: { version: 2, state: 'published', activeOn: addDays(day, 1) },
  })
  expect((await operator.must('tier.programme', {})).upcoming).toMatchObject([{ version: 2 }])
  expect(await riser.must('tier.mine', {})).toMatchObject({ current: { name: '普卡' }, unitName: '成长值' })
  await sweepAll()
  expect(await changesOf(world.db, riser.memberId)).toEqual([])

  world.clock.advance(DAY_MS)
  operator = await world.operator('manager')
  await riser.relogin()
  await keeper.relogin()
  // Nobody has swept yet: what members see is what the rules say all the same.
  expect(await riser.must('tier.mine', {})).toMatchObject({ current: { name: '绿' }, growth: 60, unitName: '星星' })
  await sweepAll()
  await sweepAll()
  expect(await changesOf(world.db, riser.memberId)).toEqual([['raised', addDays(day, 1), 1, 2]])
  expect((await world.db.manager.findOneByOrFail(Members, { id: riser.memberId })).tierLevel).toBe(2)
  expect(await keeper.must('tier.mine', {})).toMatchObject({ current: { level: 2, name: '绿' }, growth: 400 })
  expect(await world.db.manager.countBy(Programmes, { state: 'draft' })).toBe(0)
})

test('a later version waits for its day; one before it is refused', async () => {
  const { day } = await today(world.db.manager, world.clock.now())
  const later = await operator.must('tier.saveProgramme', { body: body({ unitName: '月光' }), note: '下个月' })
  await operator.must('tier.publishProgramme', { id: later.draft.id, activeOn: addDays(day, 30) })
  const earlier = await operator.must('tier.saveProgramme', { body: body({ unitName: '日光' }), note: '下周' })
  const refused = await operator.send('tier.publishProgramme', { id: earlier.draft.id, activeOn: addDays(day, 7) })
  expect(refused.code).toBe('rules_too_early')
  const { version } = await operator.must('tier.publishProgramme', { id: earlier.draft.id })
  expect(version.activeOn).toBe(addDays(day, 30))
})
