import * as z from 'zod/mini'
import { day, id, text } from '../kit/schema'
import { STAFF_ROLES } from '../staff/roles'

export const DUTY_STATES = ['on', 'paused', 'ended'] as const
export const WORK_STATES = ['open', 'done', 'skipped', 'missed'] as const

export type DutyState = (typeof DUTY_STATES)[number]
export type WorkState = (typeof WORK_STATES)[number]

const wholeFrom = (min: number, max: number) => z.int().check(z.gte(min), z.lte(max))

/** As it is pasted into a group: lines are kept, nothing invisible. */
export const readyText = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(500), z.regex(/^(?:\u200d|\n|[^\p{Cc}\p{Cf}\p{Cs}])*$/u))

/** A page of the mini program, with its query. */
export const pagePath = z.string().check(z.maxLength(120), z.regex(/^[a-z][a-z0-9/-]*\/index(\?[\w=&%.-]*)?$/))

/** What an operator decides about a duty that comes again and again, or once. */
export const dutyBody = z.object({
  title: text(24),
  text: z.nullable(readyText),
  path: z.nullable(pagePath),
  pictureId: z.nullable(id),
  /** None: every open store. */
  storeIds: z.array(id).check(z.maxLength(200)),
  /** None: whoever works there. */
  roles: z.array(z.enum(STAFF_ROLES)).check(z.maxLength(3)),
  /** 0 for Sunday to 6; none: every day. */
  weekdays: z.array(wholeFrom(0, 6)).check(z.maxLength(7)),
  /** Only on this business day. */
  onDay: z.nullable(day),
  /** In minutes after midnight. */
  dueMinutes: wholeFrom(0, 1439),
  /** So long after the due time it is still on time. */
  graceMinutes: wholeFrom(0, 720),
})

export type DutyBody = z.infer<typeof dutyBody>
