import { no, type Decision } from '../kit/decision'
import { STAFF_ROLES, type StaffRole } from './roles'

export type Who = { role: StaffRole; storeIds: readonly string[] }

const rank = (role: StaffRole) => STAFF_ROLES.indexOf(role)

/** Nobody gives a role above their own, or a store that is not theirs. */
export function judgeInvite(by: Who, { role, storeIds }: Who): Decision<object, 'not_allowed' | 'store_not_yours'> {
  if (rank(role) > rank(by.role)) return no('not_allowed')
  return storeIds.every((id) => by.storeIds.includes(id)) ? { ok: true } : no('store_not_yours')
}

/** A person below oneself, who works in one of one's own stores. Nobody disables themself. */
export function judgeDisable(
  by: Who & { id: string },
  target: Who & { id: string },
): Decision<object, 'not_allowed' | 'not_found'> {
  if (!target.storeIds.some((id) => by.storeIds.includes(id))) return no('not_found')
  const above = rank(by.role) > rank(target.role) || by.role === 'owner'
  return above && by.id !== target.id ? { ok: true } : no('not_allowed')
}
