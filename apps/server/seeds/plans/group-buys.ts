import { Activities, type ActivityRow } from '#server/domains/groupbuy/entities'
import { Templates, TemplateStores } from '#server/domains/coupon/entities'
import { Items } from '#server/domains/mall/entities'
import type { Tx } from '#server/platform/db/tx'
import { itemOf } from '../mall'
import { templateOf, type Shop } from '../shop'

const DAY_MS = 86_400_000

const insertId = async (inserting: Promise<{ identifiers: { id?: unknown }[] }>) =>
  String((await inserting).identifiers[0]?.['id'])

const voucher = (tx: Tx, name: string, itemName: string, now: Date) =>
  insertId(
    tx.insert(
      Templates,
      templateOf({ name, kind: 'exchange', itemName, validDays: 14, giftable: false, claimable: false }, now),
    ),
  )

type Common = 'state' | 'pictureIds' | 'perMemberLimit' | 'sold' | 'openFrom' | 'endedAt' | 'organiser' | 'contact'

const ON: Pick<ActivityRow, Common> = {
  ...{ state: 'on', pictureIds: [], perMemberLimit: 2, sold: 0, openFrom: null, endedAt: null },
  ...{ organiser: '禾木烘焙', contact: '021-6000 0018' },
}

/** For points and a little money in the mall, and for money alone in a group-buy. */
const jamBox = () =>
  itemOf(
    {
      ...{ kind: 'goods', name: '手作果酱礼盒', points: 300, picture: 'bag', priceFen: 2900 },
      ...{ about: ['草莓、杏子、无花果三小瓶，无添加。', '300 积分加 29 元。'], worthFen: 4500, costFen: 2200 },
      ...{ stockTotal: 40, perMemberLimit: 2, pickUpDays: 14, shippingPoints: 200 },
    },
    90,
  )

/** Three things to buy with friends: two vouchers, and goods that are picked up or sent. */
export async function createGroupBuys(tx: Tx, { stores }: Pick<Shop, 'stores'>, now: Date) {
  const cake = await voucher(tx, '草莓奶油盒子一份', '草莓奶油盒子一份', now)
  const pair = await voucher(tx, '双人下午茶一份', '下午茶套餐（两杯一点心）', now)
  await tx.insert(TemplateStores, { templateId: pair, storeId: stores.wutong })
  const until = new Date(now.getTime() + 10 * DAY_MS)
  await tx.insert(Activities, {
    ...{ ...ON, name: '草莓奶油盒子', drawing: 'cake', templateId: cake, itemId: null, singlePriceFen: 3200 },
    about: ['当天现做，草莓来自青浦大棚。', '一份一盒，够两个人分。'],
    prices: [
      { size: 2, priceFen: 2490, leaderPriceFen: 2290 },
      { size: 3, priceFen: 1990, leaderPriceFen: 1990 },
    ],
    ...{ hours: 24, stockTotal: 120, stockLeft: 120, newcomersOnly: false, openUntil: until },
    ...{ savedAt: now, publishedAt: now },
  })
  await tx.insert(Activities, {
    ...{ ...ON, name: '双人下午茶', drawing: 'coffee', templateId: pair, itemId: null, singlePriceFen: 5800 },
    about: ['任选两杯中杯饮品，加一份当日点心。'],
    prices: [{ size: 2, priceFen: 3990, leaderPriceFen: 3490 }],
    ...{ hours: 48, stockTotal: 60, stockLeft: 60, newcomersOnly: true, openUntil: null },
    ...{ savedAt: now, publishedAt: now },
  })
  const jam = await insertId(tx.insert(Items, jamBox()))
  await tx.insert(Activities, {
    ...{ ...ON, name: '手作果酱礼盒', drawing: 'bag', templateId: null, itemId: jam, singlePriceFen: 5800 },
    about: ['草莓、杏子、无花果三小瓶，无添加。', '到店取，或者寄到家，包邮。'],
    prices: [
      { size: 2, priceFen: 4990, leaderPriceFen: 4790 },
      { size: 3, priceFen: 4490, leaderPriceFen: 4490 },
    ],
    ...{ hours: 24, stockTotal: 40, stockLeft: 40, perMemberLimit: 5, newcomersOnly: false, openUntil: null },
    ...{ savedAt: now, publishedAt: now },
  })
}
