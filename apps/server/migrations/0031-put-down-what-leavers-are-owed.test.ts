import { Distributors } from '#server/domains/distribution/entities'
import { migrate } from '#server/platform/db/migrate'
import { dbBefore } from '#test/migrated-until'

const NAME = 'PutDownWhatLeaversAreOwed'

test('what was due to who had left before, and was asked for by nobody, is asked for at once', async () => {
  const { db, drop } = await dbBefore(NAME)
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
