import * as z from 'zod/mini'
import { QUIET_STEP_MINUTES } from './prefer-rules'
import { TOPICS } from './topic-rules'

export const topic = z.enum(TOPICS)
export const templateId = z.string().check(z.regex(/^[\w-]{1,64}$/))

const minutes = z.int().check(z.gte(0), z.lt(24 * 60), z.multipleOf(QUIET_STEP_MINUTES))

/** Minutes after midnight by the brand's clocks; over midnight when it ends earlier than it begins, never when both are the same. */
export const quiet = z.object({ from: minutes, until: minutes })
