import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import type { Settings } from '@huitou/config/settings'
import { createCheckInPlan, createTiers } from '#seeds/defaults'
import { defaultRules, publishRules } from '#seeds/earning-rules'
import { Operators } from '#server/domains/admin/entities'
import { createOperator, writeCode } from '#server/domains/admin/invitations'
import { createCode } from '#server/domains/channel/create-code'
import { Gifts } from '#server/domains/joining/entities'
import { Invitations, Staff } from '#server/domains/staff/entities'
import { Brands, Stores } from '#server/domains/store/entities'
import { randomReadable } from '#server/platform/crypto/random'
import { migrate } from '#server/platform/db/migrate'
import { inTransaction, type Tx } from '#server/platform/db/tx'
import { SetupRefused } from '#server/setup-refused'
import { openDb, say } from './open-db'

function isZone(zone: string) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const clockTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as 07:30'))

const shopFile = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(40)),
  tagline: z.string().check(z.maxLength(60)),
  zone: z.string().check(z.refine(isZone, 'must be a time zone as Asia/Shanghai')),
  /** When the business day begins: 00:00, or 04:00 for a bar. */
  dayStartsAt: clockTime,
  joiningPoints: z.int().check(z.gte(0), z.lte(10_000)),
  ownerName: z.string().check(z.minLength(1), z.maxLength(20)),
  stores: z
    .array(
      z.strictObject({
        name: z.string(),
        address: z.string(),
        phone: z.nullable(z.string()),
        opensAt: clockTime,
        closesAt: clockTime,
      }),
    )
    .check(z.minLength(1), z.maxLength(500)),
})
type ShopFile = z.infer<typeof shopFile>

const POINTS_VALID_DAYS = 365
const OWNER_CODE_DAYS = 30
const OWNER_CODE_MS = OWNER_CODE_DAYS * 24 * 3_600_000
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

function readJson(file: string): unknown {
  const text = readFileSync(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new SetupRefused(`${file} is not JSON: ${String(error)}`)
  }
}

function readShopFile(file: string | undefined): ShopFile {
  if (!file)
    throw new SetupRefused(
      'Say which file describes the shop: npm run setup -- shop.json (config/shop.example.json is one).',
    )
  const parsed = z.safeParse(shopFile, readJson(file))
  if (parsed.success) return parsed.data
  throw new SetupRefused(
    parsed.error.issues.map((issue) => `${file}: ${issue.path.join('.')} ${issue.message}`).join('\n'),
  )
}

async function createStore(tx: Tx, store: ShopFile['stores'][number], zone: string, now: Date) {
  const { name, address, phone, opensAt, closesAt } = store
  const row = {
    name,
    address,
    phone,
    zone,
    opensMinutes: minutesOf(opensAt),
    closesMinutes: minutesOf(closesAt),
    closedAt: null,
  }
  const storeId = String((await tx.insert(Stores, row)).identifiers[0]?.['id'])
  await createCode(tx, { storeId, kind: 'store', label: '收银台' }, now)
  return storeId
}

/** The codes with which the owner gets in: as staff in the mini program, and into the console. Null where they are in already. */
type OwnerCodes = { staffCode: string | null; consoleCode: string | null }

const OWNER_LOGIN = 'owner'

async function consoleCode(tx: Tx, name: string, now: Date): Promise<string | null> {
  const known = await tx.findOne(Operators, { where: { login: OWNER_LOGIN } })
  if (known?.passwordHash) return null
  const id = known?.id ?? (await createOperator(tx, { login: OWNER_LOGIN, name, role: 'owner' }, now))
  return (await writeCode(tx, null, id, now, OWNER_CODE_MS)).code
}

/** A code that nobody used in time must not shut the owner out for ever; once there is an owner, they invite others. */
async function writeAgain(tx: Tx, ownerName: string, now: Date): Promise<OwnerCodes> {
  const stores = await tx.find(Stores)
  const storeIds = stores.map((store) => store.id)
  const isStaff = await tx.existsBy(Staff, { role: 'owner' })
  const codes = {
    staffCode: isStaff ? null : await inviteOwner(tx, ownerName, storeIds, now),
    consoleCode: await consoleCode(tx, ownerName, now),
  }
  if (!codes.staffCode && !codes.consoleCode) throw new SetupRefused('This database has a shop and an owner already.')
  return codes
}

async function createShop(tx: Tx, shop: ShopFile, now: Date): Promise<OwnerCodes> {
  if (await tx.existsBy(Brands, { id: 1 })) return writeAgain(tx, shop.ownerName, now)
  const { name, tagline, zone, dayStartsAt, ownerName, joiningPoints } = shop
  await tx.insert(Brands, { id: 1, name, tagline, zone, dayStartMinutes: minutesOf(dayStartsAt) })
  const storeIds: string[] = []
  for (const store of shop.stores) storeIds.push(await createStore(tx, store, zone, now))
  await createTiers(tx)
  await publishRules(tx, { rules: defaultRules(), activeFrom: now }, now)
  await createCheckInPlan(tx, { since: now, now, zone, streakTemplateId: null })
  await tx.insert(Gifts, {
    points: joiningPoints,
    pointsValidDays: POINTS_VALID_DAYS,
    templateIds: [],
    activeFrom: now,
  })
  return {
    staffCode: await inviteOwner(tx, ownerName, storeIds, now),
    consoleCode: await consoleCode(tx, ownerName, now),
  }
}

async function inviteOwner(tx: Tx, name: string, storeIds: string[], now: Date): Promise<string> {
  const code = randomReadable(12)
  const endsAt = new Date(now.getTime() + OWNER_CODE_MS)
  const unused = { usedAt: null, usedBy: null }
  await tx.insert(Invitations, {
    code,
    name,
    role: 'owner',
    storeIds,
    createdBy: '0',
    createdAt: now,
    endsAt,
    ...unused,
  })
  return code
}

/** Sets an empty database up for one shop, from a file. */
export async function setupCommand(settings: Settings, file: string | undefined) {
  const shop = readShopFile(file)
  const db = await openDb(settings)
  try {
    await migrate(db)
    const { staffCode, consoleCode: setPasswordCode } = await inTransaction(db, (tx) =>
      createShop(tx, shop, new Date()),
    )
    say(`${shop.name} is set up. Both codes work once, within ${OWNER_CODE_DAYS} days.`)
    if (staffCode) say(`Counter: open the mini program, 我的 → 我是店员，有邀请码, and type ${staffCode}.`)
    if (setPasswordCode)
      say(
        `Console: login "${OWNER_LOGIN}"; set its password through admin.setPassword with the code ${setPasswordCode}.`,
      )
  } finally {
    await db.destroy()
  }
}
