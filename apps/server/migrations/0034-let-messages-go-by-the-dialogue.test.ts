import { Messages } from '#server/domains/notify/entities'
import { policyNow } from '#server/domains/notify/prefer/policy'
import { migrate, migrateBack } from '#server/platform/db/migrate'
import { freshDb } from '#test/world'
import { migrations } from './all'

const FROM = migrations.findIndex((one) => one.name.startsWith('LetMessagesGoByTheDialogue'))

test('what went out before went by subscription, and a policy of before says nothing against the other way', async () => {
  const { db, drop } = await freshDb()
  await migrate(db)
  for (let step = migrations.length; step > FROM; step -= 1) await migrateBack(db)
  const at = '2026-01-02 03:04:05.678'
  const message = (id: number, state: string, attempts: number) =>
    db.query(
      'INSERT INTO notify_message (id, member_id, topic, trigger_key, title, words, facts, created_at, state, attempts) ' +
        `VALUES (${id}, 7, 'tier.warned', 'event:${id}', '等级', '看看', '{}', '${at}', '${state}', ${attempts})`,
    )
  await message(1, 'sent', 1)
  await message(2, 'none', 0)
  await message(3, 'waiting', 2)
  await db.query(
    `INSERT INTO notify_policy (quiet_from, quiet_until, per_day, per_week, saved_by, saved_at) VALUES (1320, 480, 3, 8, 1, '${at}')`,
  )

  await migrate(db)
  const rows = await db.manager.find(Messages, { order: { id: 'ASC' } })
  expect(rows.map(({ via, noticeId }) => [via, noticeId])).toEqual([
    ['subscription', null],
    [null, null],
    [null, null],
  ])
  expect(await policyNow(db.manager)).toMatchObject({ perDay: 3, fallBack: true })
  await db.destroy()
  await drop()
})
