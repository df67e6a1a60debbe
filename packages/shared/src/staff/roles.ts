/** Lowest first: each role may do what the ones before it may. */
export const STAFF_ROLES = ['clerk', 'manager', 'owner'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]
