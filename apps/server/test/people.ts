import { randomUUID } from 'node:crypto'
import type { DataSource } from 'typeorm'
import type { StaffRole } from '@huitou/shared/staff/roles'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { postOne } from '#server/domains/points/post'
import { Staff, StaffStores } from '#server/domains/staff/entities'
import { Members } from '#server/domains/member/entities'
import { inTransaction } from '#server/platform/db/tx'
import { Sessions } from '#server/platform/session/entities'
import type { Shop } from '#seeds/shop'
import type { Client } from './client'

type Around = { client(): Client; simulatorUrl: string; db: DataSource; shop: Shop; now(): Date }

/** `relogin` is for tests that move the clock past the session's life. */
export type VisitorClient = Client & { relogin(): Promise<void> }
export type MemberClient = VisitorClient & { memberId: string; userId: string }
export type StaffClient = VisitorClient & { staffId: string; userId: string }
export type People = ReturnType<typeof createPeople>

/** People for tests, made the way they come about: logged in through the simulator, joined through the API. */
export function createPeople({ client, simulatorUrl, db, shop, now }: Around) {
  const control = async (door: string, body: object) => {
    const response = await fetch(`${simulatorUrl}/__sim/${door}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`simulator ${door}: ${await response.text()}`)
    return (await response.json()) as { code: string }
  }
  const loginCode = async (key: string) => (await control('login-code', { key })).code

  const userIdOf = async (person: Client) => {
    const claims = JSON.parse(Buffer.from(person.session.accessToken?.split('.')[1] ?? '', 'base64url').toString()) as {
      sid: string
    }
    return (await db.manager.findOneOrFail(Sessions, { where: { id: claims.sid } })).userId
  }

  async function visitor(key: string = randomUUID()): Promise<VisitorClient> {
    const person = client()
    const relogin = async () => person.login(await loginCode(key))
    await relogin()
    return { ...person, relogin }
  }

  async function member(key?: string): Promise<MemberClient> {
    const person = await visitor(key)
    const joined = await person.must('joining.join', { privacyVersion: PRIVACY_VERSION, agreed: true })
    const memberId = joined.member.id
    const { userId } = await db.manager.findOneOrFail(Members, { where: { id: memberId } })
    return { ...person, memberId, userId: userId ?? '' }
  }

  async function staff(role: StaffRole = 'clerk', storeIds: string[] = [shop.stores.wutong]): Promise<StaffClient> {
    const person = await visitor()
    const userId = await userIdOf(person)
    const staffId = await inTransaction(db, async (tx) => {
      const { identifiers } = await tx.insert(Staff, { userId, name: '小方', role, createdAt: now(), disabledAt: null })
      const id = String(identifiers[0]?.['id'])
      await tx.insert(
        StaffStores,
        storeIds.map((storeId) => ({ staffId: id, storeId })),
      )
      return id
    })
    return { ...person, staffId, userId }
  }

  return { control, loginCode, visitor, member, staff, ...createLedgerHands({ db, now }) }
}

/** Points for tests, through the ledger like all others. */
function createLedgerHands({ db, now }: Pick<Around, 'db' | 'now'>) {
  const common = (memberId: string) =>
    ({
      memberId,
      unit: 'points',
      sourceKey: `test:${randomUUID()}`,
      reason: '测试',
      source: '测试',
      actor: 'system',
    }) as const

  /** Leaves a member with exactly so many points. */
  async function setBalance(person: MemberClient, points: number) {
    const { available } = await person.must('points.balance', {})
    const change = points - available
    if (change === 0) return
    await inTransaction(db, (tx) =>
      postOne(tx, { kind: 'adjust', points: change, expiresAt: null, ...common(person.memberId) }, now()),
    )
  }

  return { setBalance }
}
