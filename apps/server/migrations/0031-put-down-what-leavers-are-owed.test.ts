import { Distributors } from '#server/domains/distribution/entities'
import { migrate, migrateBack } from '#server/platform/db/migrate'
import { freshDb } from '#test/world'
import { migrations } from './all'

const FROM = migrations.findIndex((one) => one.name.startsWith('PutDownWhatLeaversAreOwed'))

test('what was due to who had left before, and was asked for by nobody, is asked for at once', async () => {
  const { db, drop } = await freshDb()
  await migrate(db)
  for (let step = migrations.length; step > FROM; step -= 1) await migrateBack(db)
  const at = '2026-01-02 03:04:05.678'
  async function distributor(id: number, leftAt: string, dueFen: number) {
    await db.query(
      'INSERT INTO member (id, user_fingerprint, tier_level, joined_at, left_at) ' +
        `VALUES (${id}, 'p${id}', 1, '${at}', ${leftAt})`,
    )
    await db.query(
      'INSERT INTO distributor (member_id, person, state, actor, changed_at, due_fen) ' +
        `VALUES (${id}, 'p${id}', 'ended', 'system', '${at}', ${dueFen})`,
    )
  }
  await distributor(1, `'${at}'`, 9000)
  await distributor(2, `'${at}'`, 0)
  await distributor(3, 'NULL', 9000)

  await migrate(db)
  const rows = await db.manager.find(Distributors, { order: { memberId: 'ASC' } })
  expect(rows.map(({ askAt }) => askAt)).toEqual([new Date(`${at.replace(' ', 'T')}Z`), null, null])
  await db.destroy()
  await drop()
})
