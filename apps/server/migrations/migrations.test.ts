import { entities } from '#server/entities'
import { migrate, migrateBack } from '#server/platform/db/migrate'
import { freshDb } from '#test/world'
import { migrations } from './all'

// All of them three times is minutes on a busy machine’s MariaDB.
jest.setTimeout(300_000)

test('forward, back to nothing, and forward again; a second run changes nothing', async () => {
  const { db, drop } = await freshDb()
  expect(await migrate(db)).toHaveLength(migrations.length)
  expect(await migrate(db)).toEqual([])
  for (let step = 0; step < migrations.length; step += 1) await migrateBack(db)
  const runner = db.createQueryRunner()
  expect(await runner.hasTable('point_account')).toBe(false)
  expect(await runner.hasTable('command')).toBe(false)
  await runner.release()
  expect(await migrate(db)).toHaveLength(migrations.length)
  await db.destroy()
  await drop()
})

test('what the code asks for is what the migrations made: every column of every entity, and no column besides', async () => {
  const { db, drop } = await freshDb()
  await migrate(db)
  const runner = db.createQueryRunner()
  for (const { tableName, columns } of db.entityMetadatas) {
    const table = await runner.getTable(tableName)
    expect([tableName, table?.columns.map((column) => column.name).sort()]).toEqual([
      tableName,
      columns.map((column) => column.databaseName).sort(),
    ])
    for (const column of columns) {
      const made = table?.columns.find((one) => one.name === column.databaseName)
      expect([tableName, column.databaseName, made?.isNullable]).toEqual([
        tableName,
        column.databaseName,
        column.isNullable,
      ])
    }
  }
  expect(db.entityMetadatas).toHaveLength(entities.length)
  await runner.release()
  await db.destroy()
  await drop()
})
