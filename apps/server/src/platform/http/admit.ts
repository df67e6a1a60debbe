import { roleMay } from '@huitou/shared/admin/roles'
import type { Contract } from '@huitou/shared/kit/contract'
import { STAFF_ROLES } from '@huitou/shared/staff/roles'
import type { Reader } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { Sessions } from '#server/platform/session/entities'
import type { Tokens } from '#server/platform/session/tokens'
import type { Actor, Guest, Operator, Staff, Visitor } from './call'

/** How the platform, which knows no room, learns who a visitor is. Asked on every request: a disabled clerk is out at once. */
export type People = {
  memberIdOf(read: Reader, userId: string): Promise<string | null>
  staffOf(read: Reader, userId: string): Promise<Omit<Staff, keyof Visitor> | null>
  operatorOf(read: Reader, token: string, now: Date): Promise<Operator | null>
}

/** An operator's token is random, not a JWT: neither opens the other's doors. */
const OPERATOR_BEARER = /^Bearer (op_[\w-]{43})$/
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/

async function visitorOf(read: Reader, tokens: Tokens, authorization: string, now: Date): Promise<Visitor> {
  const accessToken = BEARER.exec(authorization)?.[1]
  const claims = accessToken ? tokens.readAccess(accessToken, now) : null
  if (!claims) throw new Refused('login_needed')
  const session = await read.findOne(Sessions, { where: { id: claims.sessionId, userId: claims.userId } })
  if (!session || session.endedAt) throw new Refused('login_needed')
  return claims
}

type Asking = { read: Reader; tokens: Tokens; people: People; authorization: string; now: Date }

/** The operator whose token this is, if their role holds `may`. */
export async function admitOperator(
  may: Contract['may'],
  { read, people, authorization, now }: Omit<Asking, 'tokens' | 'people'> & { people: Pick<People, 'operatorOf'> },
): Promise<Operator> {
  const token = OPERATOR_BEARER.exec(authorization)?.[1]
  const operator = token ? await people.operatorOf(read, token, now) : null
  if (!operator) throw new Refused('login_needed')
  if (!may || !roleMay(operator.operatorRole, may)) throw new Refused('not_allowed')
  return operator
}

/** Who is calling, or the refusal that keeps them out. */
export async function admit({ who, may }: Pick<Contract, 'who' | 'may'>, asking: Asking): Promise<Actor> {
  const { read, tokens, people, authorization, now } = asking
  if (who === 'guest') return { kind: 'guest' } satisfies Guest
  if (who === 'operator') return admitOperator(may, asking)
  const visitor = await visitorOf(read, tokens, authorization, now)
  if (who === 'visitor') return visitor
  if (who === 'member') {
    const memberId = await people.memberIdOf(read, visitor.userId)
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
  return 'userId' in actor ? `user:${actor.userId}` : 'guest'
}
