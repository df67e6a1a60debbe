import { invalid } from '#server/platform/refused'

/** The id where a page begins, out of a cursor that was one. */
export function idCursor(cursor: string): string {
  if (!/^[1-9]\d{0,18}$/.test(cursor)) throw invalid('before', 'not a cursor that was answered')
  return cursor
}
