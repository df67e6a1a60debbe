import { roleMay } from '@huitou/shared/admin/roles'
import type { Contract } from '@huitou/shared/kit/contract'
import { STAFF_ROLES } from '@huitou/shared/staff/roles'
import { In } from 'typeorm'
import type { Reader } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { Sessions, type SessionRow } from '#server/platform/session/entities'
import type { Tokens } from '#server/platform/session/tokens'
import type { Actor, Guest, Integrator, Operator, Staff, Visitor } from './call'
import { gathered } from './gather'
import type { Signed } from './signed'

/** How the platform, which knows no room, learns who a visitor is. Asked on every request: a disabled clerk is out at once. */
export type People = {
  memberIdOf(userId: string): Promise<string | null>
  staffOf(read: Reader, userId: string): Promise<Omit<Staff, keyof Visitor> | null>
  operatorOf(read: Reader, token: string, now: Date): Promise<Operator | null>
  /** Takes the signature's nonce; refuses what is not signed rightly. */
  integratorOf(signed: Signed, now: Date): Promise<Integrator>
}

/** An operator's token is random, not a JWT: neither opens the other's doors. */
const OPERATOR_BEARER = /^Bearer (op_[\w-]{43})$/
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/

type SessionSeen = Pick<SessionRow, 'id' | 'userId' | 'endedAt'>
export type SessionOf = (id: string) => Promise<SessionSeen | null>

/** Sessions for callers who stand at the door together. */
export const sessionsAt = (read: Reader): SessionOf =>
  gathered<SessionSeen>(async (ids) => {
    const select = { id: true, userId: true, endedAt: true } as const
    const rows = await read.find(Sessions, { select, where: { id: In([...ids]) } })
    return new Map(rows.map((row) => [row.id, row]))
  })

type Asking = {
  read: Reader
  tokens: Tokens
  people: People
  sessionOf: SessionOf
  authorization: string
  signed: Signed
  now: Date
}

async function visitorOf({ tokens, sessionOf, authorization, now }: Asking): Promise<Visitor> {
  if (OPERATOR_BEARER.test(authorization)) throw new Refused('login_elsewhere')
  const accessToken = BEARER.exec(authorization)?.[1]
  const claims = accessToken ? tokens.readAccess(accessToken, now) : null
  if (!claims) throw new Refused('login_needed')
  const session = await sessionOf(claims.sessionId)
  if (!session || session.userId !== claims.userId || session.endedAt) throw new Refused('login_needed')
  return claims
}

/** The operator whose token this is, if their role holds `may`. */
export async function admitOperator(
  may: Contract['may'],
  {
    read,
    people,
    authorization,
    now,
  }: Omit<Asking, 'tokens' | 'people' | 'sessionOf' | 'signed'> & { people: Pick<People, 'operatorOf'> },
): Promise<Operator> {
  if (BEARER.test(authorization)) throw new Refused('login_elsewhere')
  const token = OPERATOR_BEARER.exec(authorization)?.[1]
  const operator = token ? await people.operatorOf(read, token, now) : null
  if (!operator) throw new Refused('login_needed')
  if (!may || !roleMay(operator.operatorRole, may)) throw new Refused('not_allowed')
  return operator
}

/** The key whose signature this is, if it holds `scope`. */
async function admitIntegrator(scope: Contract['scope'], { people, signed, now }: Asking): Promise<Integrator> {
  const integrator = await people.integratorOf(signed, now)
  if (scope && !integrator.scopes.includes(scope)) throw new Refused('not_allowed')
  return integrator
}

/** Who is calling, or the refusal that keeps them out. */
export async function admit(
  { who, may, scope }: Pick<Contract, 'who' | 'may' | 'scope'>,
  asking: Asking,
): Promise<Actor> {
  const { read, people } = asking
  if (who === 'guest') return { kind: 'guest' } satisfies Guest
  if (who === 'operator') return admitOperator(may, asking)
  if (who === 'integrator') return admitIntegrator(scope, asking)
  const visitor = await visitorOf(asking)
  if (who === 'visitor') return visitor
  if (who === 'member') {
    const memberId = await people.memberIdOf(visitor.userId)
    if (!memberId) throw new Refused('join_needed')
    return { ...visitor, memberId }
  }
  const staff = await people.staffOf(read, visitor.userId)
  if (!staff || STAFF_ROLES.indexOf(staff.role) < STAFF_ROLES.indexOf(who)) throw new Refused('not_allowed')
  return { ...visitor, ...staff }
}

/** Under which name an actor's keys are kept. A person keeps them across logins. */
export const actorKey = (actor: Actor) => {
  if ('operatorId' in actor) return `operator:${actor.operatorId}`
  if ('integratorId' in actor) return `integrator:${actor.integratorId}`
  return 'userId' in actor ? `user:${actor.userId}` : 'guest'
}
