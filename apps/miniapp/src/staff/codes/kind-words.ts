import type { CodeCard } from '@huitou/shared/channel/contract'

/** Where a code hangs, and what scanning it can do. */
export const KIND_WORDS: Record<CodeCard['kind'], string> = {
  store: '门店码，可到店签到',
  table: '桌码，可到店签到',
  staff: '店员码，看这位店员带来多少会员',
  material: '物料码，印在杯套、传单上',
}
