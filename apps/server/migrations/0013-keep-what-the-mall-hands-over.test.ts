import { mallChecks } from '#server/domains/mall/checks'
import { Items, Orders } from '#server/domains/mall/entities'
import { migrate } from '#server/platform/db/migrate'
import { runChecks } from '#server/platform/selfcheck/check'
import { dbBefore, takeBackUntil } from '#test/migrated-until'

const NAME = 'KeepWhatTheMallHandsOverAndPictures'

test('items and exchanges from before are coupons, done; a counted stock gets its total; and back again', async () => {
  const { db, drop } = await dbBefore(NAME)
  const runner = db.createQueryRunner()
  const at = '2026-01-01 00:00:00.000'
  for (const [id, stock, ended] of [
    [1, '5', 'NULL'],
    [2, 'NULL', `'${at}'`],
  ] as const)
    await runner.query(
      `INSERT INTO mall_item (id, name, points, picture, template_id, stock_left, per_member_limit, sort, ended_at)
       VALUES (${id}, 'x', 60, 'bread', 7, ${stock}, NULL, 1, ${ended})`,
    )
  for (const id of [1, 2])
    await runner.query(
      `INSERT INTO mall_order (id, member_id, item_id, points, txn_id, coupon_id, balance_after, at)
       VALUES (${id}, 1, 1, 60, ${id}, ${10 + id}, 0, '${at}')`,
    )
  await migrate(db)
  const items = await db.manager.find(Items, { order: { id: 'ASC' } })
  expect(items).toMatchObject([
    { kind: 'coupon', state: 'on_sale', templateId: '7', stockLeft: 5, stockTotal: 7, minLevel: 1, hot: false },
    { kind: 'coupon', state: 'off', templateId: '7', stockLeft: null, stockTotal: null },
  ])
  const orders = await db.manager.find(Orders, { order: { id: 'ASC' } })
  expect(orders).toMatchObject([
    { kind: 'coupon', state: 'done', couponId: '11', quantity: 1, day: null, returnTxnId: null },
    { couponId: '12' },
  ])
  const stock = mallChecks.filter(({ name }) => name.includes('stock') || name.includes('changes'))
  for (const found of await runChecks(db.manager, stock, new Date(0))) expect(found.violations).toEqual([])
  await takeBackUntil({ db }, NAME)
  const back = (await runner.query('SELECT coupon_id FROM mall_order ORDER BY id')) as { coupon_id: string | number }[]
  expect(back.map((row) => Number(row.coupon_id))).toEqual([11, 12])
  await migrate(db)
  expect((await db.manager.findOneByOrFail(Orders, { id: '2' })).couponId).toBe('12')
  await runner.release()
  await db.destroy()
  await drop()
})
