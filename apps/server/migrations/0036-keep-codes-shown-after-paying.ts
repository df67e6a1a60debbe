import { altering } from '#server/platform/db/table'

/** The one code of somebody in a store that is shown after a sale to who is no member yet. */
export const KeepCodesShownAfterPaying = altering('KeepCodesShownAfterPaying1763769600036', [
  { table: 'channel_code', add: (c) => [c.ref('pay_of', { isNullable: true })], unique: [['pay_of', 'store_id']] },
])
