import type { EventData } from './entities'

/** A fact of an event as text; empty for one that it does not have. */
export function factText(data: EventData, name: string): string {
  const fact = data[name]
  return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : ''
}
