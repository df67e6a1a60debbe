import type { CodeKind } from '@huitou/shared/channel/schema'

/** Where a code hangs, and what scanning it can do. */
export const KIND_WORDS: Record<CodeKind, string> = {
  store: '门店码，可到店签到',
  table: '桌码，可到店签到',
  shelf: '货架码，可到店签到',
  counter: '柜台码，可到店签到',
  staff: '店员码，看这位店员带来多少会员',
  material: '物料码，印在杯套、传单上',
  standee: '立牌码，扫码领一张券，每人一次',
  field: '地推码，看每位地推带来多少会员',
  parcel: '包裹卡，一张只能用一次',
  link: '链接码，放在文章、短视频、直播间',
  event: '活动码，贴在活动现场',
}
