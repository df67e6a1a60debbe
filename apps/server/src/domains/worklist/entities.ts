import { EntitySchema } from 'typeorm'
import type { StaffRole } from '@huitou/shared/staff/roles'
import type { DutyBody, DutyState, WorkState } from '@huitou/shared/worklist/schema'
import { count, dayNumber, flag, instant, json, key, ref, text, token } from '#server/platform/db/columns'

export type DutyRow = DutyBody & {
  id: string
  state: DutyState
  savedAt: Date
  /** The last business day whose work was made. */
  madeDay: number
}

export const Duties = new EntitySchema<DutyRow>({
  name: 'work_duty',
  columns: {
    id: key(),
    state: token(8),
    title: text(24),
    text: text(500, { nullable: true }),
    path: token(120, { nullable: true }),
    pictureId: ref({ nullable: true }),
    storeIds: json(),
    roles: json(),
    weekdays: json(),
    onDay: dayNumber({ nullable: true }),
    dueMinutes: count(),
    graceMinutes: count(),
    savedAt: instant(),
    madeDay: dayNumber(),
  },
})

/** One thing to be done in one store: of a duty on its day, or asked for once. */
export type ItemRow = {
  id: string
  storeId: string
  /** Names it once and for ever in its store, as "duty:3:20261130". */
  cause: string
  dutyId: string | null
  day: number
  dueAt: Date
  lateAt: Date
  endsAt: Date
  title: string
  text: string | null
  path: string | null
  pictureId: string | null
  roles: StaffRole[]
  memberId: string | null
  reason: string | null
  state: WorkState
  closedAt: Date | null
  staffId: string | null
  late: boolean
  skipReason: string | null
}

export const Items = new EntitySchema<ItemRow>({
  name: 'work_item',
  columns: {
    id: key(),
    storeId: ref(),
    cause: token(64),
    dutyId: ref({ nullable: true }),
    day: dayNumber(),
    dueAt: instant(),
    lateAt: instant(),
    endsAt: instant(),
    title: text(24),
    text: text(500, { nullable: true }),
    path: token(120, { nullable: true }),
    pictureId: ref({ nullable: true }),
    roles: json(),
    memberId: ref({ nullable: true }),
    reason: text(60, { nullable: true }),
    state: token(8),
    closedAt: instant({ nullable: true }),
    staffId: ref({ nullable: true }),
    late: flag(),
    skipReason: text(60, { nullable: true }),
  },
})

/** Every table of this room. */
export const worklistTables = [Duties, Items] as EntitySchema[]
