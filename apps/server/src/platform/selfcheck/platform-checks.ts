import type { Check } from './check'

export const platformChecks: Check[] = [
  {
    promise: 'P5',
    name: 'no key has two effects',
    sql: 'SELECT actor, MIN(id) AS id FROM command GROUP BY actor, `key` HAVING COUNT(*) > 1',
  },
  {
    promise: 'P7',
    name: 'every announced event is handled, none has failed five times',
    sql: 'SELECT id, name, last_error FROM event WHERE next_at IS NOT NULL AND attempts >= 5',
  },
  {
    promise: 'P7',
    name: 'no job has failed',
    sql: 'SELECT name, last_error FROM job WHERE last_error IS NOT NULL',
  },
]
