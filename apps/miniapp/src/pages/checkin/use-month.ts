import { addMonths, monthOf, type Day } from '@huitou/shared/kit/day'
import { useCallback, useState } from 'react'
import { useAsk } from '../../kit/use-ask'

const MONTHS_BACK = 11
const MONTHS_AHEAD = 1

/** The month that the calendar shows: this one at first, a year back, the next one ahead. */
export const useMonth = (today: Day | null) => {
  const [offset, setOffset] = useState(0)
  const month = today === null ? 200_001 : addMonths(monthOf(today), offset)
  const calendar = useAsk('checkin.calendar', { month }, { when: today !== null })
  const go = useCallback((step: -1 | 1) => setOffset((before) => before + step), [])
  return { month, calendar, go, canGo: { back: offset > -MONTHS_BACK, ahead: offset < MONTHS_AHEAD } }
}
