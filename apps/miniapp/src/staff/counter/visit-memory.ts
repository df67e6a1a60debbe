import type { CounterVisit } from '@huitou/shared/counter/visit-schema'

let last: CounterVisit | null = null

/** Keeps what a scan answered for the page that shows it, which opens a moment later: no second request, no blank screen. */
export const rememberVisit = (visit: CounterVisit) => {
  last = visit
}

export const recallVisit = (visitId: string | undefined) => (last?.id === visitId ? last : null)
