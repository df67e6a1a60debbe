import { PlanVersions } from '#server/domains/checkin/entities'
import { Programmes } from '#server/domains/tier/entities'
import { migrate } from '#server/platform/db/migrate'
import { dbBefore, takeBackUntil } from '#test/migrated-until'

const NAME = 'KeepTierProgrammesStandingsAndBenefitCards'

test('a shop that was open before keeps its tiers and its plan, word for word, and finds them again on the way back', async () => {
  const { db, drop } = await dbBefore(NAME)
  await db.query(
    "INSERT INTO brand (id, name, tagline, zone, day_start_minutes) VALUES (1, '店', '', 'Asia/Shanghai', 0)",
  )
  await db.query(
    `INSERT INTO tier (level, name, style, growth_from, benefits) VALUES (1, '普卡', 'basic', 0, '["甲"]')`,
  )
  await db.query(
    `INSERT INTO tier (level, name, style, growth_from, benefits) VALUES (2, '银卡', 'silver', 300, '["乙"]')`,
  )
  const ladder = '[{"streakDays":3,"points":10,"templateId":"7"}]'
  const special = '[{"day":20261122,"name":"小雪","permille":2000}]'
  const plan = (id: number, version: number, from: string) =>
    db.query(
      'INSERT INTO checkin_plan (id, name, version, base_points, visit_points, growth, cycle_days, ladder, special_days, points_valid_days, active_from) ' +
        `VALUES (${id}, '日常签到', ${version}, 5, 6, 2, 30, '${ladder}', '${special}', 365, '${from}')`,
    )
  await plan(4, 1, '2026-01-31 15:59:59.000')
  await plan(9, 2, '2026-01-31 16:00:00.000')

  await migrate(db)
  expect(await db.manager.find(Programmes)).toMatchObject([
    {
      state: 'published',
      version: 1,
      activeOn: 20000101,
      body: {
        window: { kind: 'lifetime' },
        downgrade: 'none',
        tiers: [
          { level: 1, name: '普卡', growthFrom: 0, benefits: { pointsPermille: 1000, texts: ['甲'] } },
          { level: 2, name: '银卡', growthFrom: 300, benefits: { texts: ['乙'] } },
        ],
      },
    },
  ])
  const body = {
    base: { points: 5, growth: 2 },
    cycle: { kind: 'run', days: 30 },
    ladder: [{ streakDays: 3, points: 10, growth: 0, templateId: '7' }],
    specials: [{ on: { kind: 'day', day: 20261122 }, name: '小雪', permille: 2000 }],
    makeUp: null,
    visit: { points: 6, per: 'day', evidence: 'printed' },
  }
  expect(await db.manager.find(PlanVersions, { order: { id: 'ASC' } })).toMatchObject([
    { id: '4', line: '4', version: 1, activeOn: 20260131, endsOn: null, audience: 'everyone', body },
    { id: '9', line: '4', version: 2, activeOn: 20260201, body },
  ])
  await takeBackUntil({ db }, NAME)
  expect(await db.query('SELECT level FROM tier ORDER BY level')).toHaveLength(2)
  await db.destroy()
  await drop()
})
