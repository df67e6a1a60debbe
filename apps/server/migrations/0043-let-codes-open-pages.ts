import { altering } from '#server/platform/db/table'

/** Where a code leads besides the welcome: a gathering, or the page of a WeChat group. */
export const LetCodesOpenPages = altering('LetCodesOpenPages1763769600043', [
  { table: 'channel_code', add: (c) => [c.json('opens', { isNullable: true })] },
])
