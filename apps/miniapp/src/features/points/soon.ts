import type { Day } from '@huitou/shared/kit/day'
import { daysLeft } from '../../kit/time'

/** From here on an end is worth a reminder; before that it is only a fact. */
const SOON_DAYS = 60

export const endsSoon = (at: string, today: Day) => daysLeft(at, today) <= SOON_DAYS
