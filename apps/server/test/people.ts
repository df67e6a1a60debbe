import { randomUUID } from 'node:crypto'
import type { DataSource } from 'typeorm'
import type { OperatorRole } from '@huitou/shared/admin/roles'
import type { StaffRole } from '@huitou/shared/staff/roles'
import { createOperator, writeCode } from '#server/domains/admin/invitations'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { postOne } from '#server/domains/points/post'
import { Staff, StaffStores } from '#server/domains/staff/entities'
import { Members } from '#server/domains/member/entities'
import type { Vault } from '#server/platform/crypto/vault'
import { inTransaction } from '#server/platform/db/tx'
import { Sessions } from '#server/platform/session/entities'
import type { Shop } from '#seeds/shop'
import type { Client } from './client'

type Around = { client(): Client; simulatorUrl: string; db: DataSource; shop: Shop; vault: Vault; now(): Date }

/** `relogin` is for tests that move the clock past the session's life. */
export type VisitorClient = Client & { relogin(): Promise<void> }
export type MemberClient = VisitorClient & { memberId: string; userId: string }
export type OperatorClient = Client & { operatorId: string; loginName: string }
export type StaffClient = VisitorClient & { staffId: string; userId: string }
export type People = ReturnType<typeof createPeople>

/** Tells the simulator of WeChat something. */
const controlOf = (simulatorUrl: string) => async (door: string, body: object) => {
  const response = await fetch(`${simulatorUrl}/__sim/${door}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`simulator ${door}: ${await response.text()}`)
  return (await response.json()) as { code: string }
}

/** People for tests, made the way they come about: logged in through the simulator, joined through the API. */
export function createPeople({ client, simulatorUrl, db, shop, vault, now }: Around) {
  const control = controlOf(simulatorUrl)
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

  return {
    control,
    loginCode,
    visitor,
    member,
    staff,
    ...createLedgerHands({ db, now }),
    ...createDesk({ client, db, vault, now }),
  }
}

export const PASSWORD = 'sourdough at six'

/** Operators for tests: invited by nobody, with a password set through the API. */
function createDesk({ client, db, vault, now }: Pick<Around, 'client' | 'db' | 'vault' | 'now'>) {
  async function operator(role: OperatorRole = 'owner'): Promise<OperatorClient> {
    const login = `op-${randomUUID().slice(0, 12)}`
    const { code, operatorId } = await inTransaction(db, async (tx) => {
      const id = await createOperator(tx, { login, name: '运营', role }, now())
      return { operatorId: id, code: (await writeCode(tx, vault, id, now())).code }
    })
    const person = client()
    const { token } = await person.must('admin.setPassword', { code, password: PASSWORD })
    person.session.accessToken = token
    return { ...person, operatorId, loginName: login }
  }

  return { operator }
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
