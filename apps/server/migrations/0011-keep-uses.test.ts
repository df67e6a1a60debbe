import { Coupons, Templates, Uses } from '#server/domains/coupon/entities'
import { migrate } from '#server/platform/db/migrate'
import { dbBefore, takeBackUntil } from '#test/migrated-until'

const NAME = 'KeepWhatCouponsCanBeAndEachUse'

test('a coupon that was used before was used once, by the visit that verified it; what had ended says so', async () => {
  const { db, drop } = await dbBefore(NAME)
  const at = '2026-01-02 03:04:05.678'
  const template = (id: number, endedAt: string) =>
    db.query(
      'INSERT INTO coupon_template (id, name, kind, threshold_fen, terms, claimable, created_at, ended_at) ' +
        `VALUES (${id}, '券', 'exchange', 0, '[]', 0, '${at}', ${endedAt})`,
    )
  const coupon = (id: number, state: string, used: string) =>
    db.query(
      'INSERT INTO coupon (id, template_id, member_id, state, source, source_key, issued_at, valid_from, expires_at, used_at, used_store_id, used_by) ' +
        `VALUES (${id}, 1, 5, '${state}', 'centre', 'k${id}', '${at}', '${at}', '2027-01-01 00:00:00.000', ${used})`,
    )
  await template(1, 'NULL')
  await template(2, `'${at}'`)
  await coupon(11, 'unused', 'NULL, NULL, NULL')
  await coupon(12, 'used', `'${at}', 3, 7`)
  await coupon(13, 'void', 'NULL, NULL, NULL')
  await db.query(
    'INSERT INTO verification (coupon_id, live, visit_id, member_id, staff_id, store_id, day, at) ' +
      `VALUES (12, 1, 99, 5, 7, 3, 20260102, '${at}')`,
  )

  await migrate(db)
  expect(await db.manager.find(Templates, { order: { id: 'ASC' } })).toMatchObject([
    { state: 'active', usesTotal: 1, categories: [], hours: [], dropPlan: null, codeOnly: false },
    { state: 'ended' },
  ])
  expect(await db.manager.find(Coupons, { order: { id: 'ASC' } })).toMatchObject([
    { state: 'unused', usesTotal: 1, usesLeft: 1, day: null },
    { state: 'used', usesTotal: 1, usesLeft: 0 },
    { state: 'void', usesTotal: 1, usesLeft: 1 },
  ])
  const usedAt = new Date(`${at.replace(' ', 'T')}Z`)
  expect(await db.manager.find(Uses)).toMatchObject([
    { couponId: '12', slot: 1, live: 1, cause: 'visit:99', storeId: '3', by: 'staff:7', at: usedAt, returnedAt: null },
  ])
  await takeBackUntil({ db }, NAME)
  expect(await db.query('SELECT id FROM coupon')).toHaveLength(3)
  await db.destroy()
  await drop()
})
