/** People of the console. 老板、运营、财务、只读. */
export const OPERATOR_ROLES = ['owner', 'manager', 'finance', 'viewer'] as const
export type OperatorRole = (typeof OPERATOR_ROLES)[number]

/** What an operator may be asked to do; each contract of the console names one. */
export const PERMISSIONS = ['read', 'rules', 'points', 'purchases', 'approve', 'export', 'operators', 'talk'] as const
export type Permission = (typeof PERMISSIONS)[number]

const allowed: Record<OperatorRole, readonly Permission[]> = {
  owner: PERMISSIONS,
  manager: ['read', 'rules', 'points', 'purchases', 'talk'],
  finance: ['read', 'points', 'approve', 'export'],
  viewer: ['read'],
}

/** What a role may do. Who sets points (manager) and who approves them (finance) are two roles on purpose. */
export const permissionsOf = (role: OperatorRole) => allowed[role]

/** Whether a role holds a permission. */
export const roleMay = (role: OperatorRole, permission: Permission) => allowed[role].includes(permission)
