import type { GroupGoods, ShownTeam } from '@huitou/shared/groupbuy/contract'
import { presentFace, validityText } from '#server/domains/coupon/present'
import { templatesWithStores } from '#server/domains/coupon/queries'
import type { ItemRow } from '#server/domains/mall/entities'
import { itemStoreIds } from '#server/domains/mall/order/way'
import { presentStore } from '#server/domains/store/present'
import { brandOf, openStores } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import type { ActivityRow } from '../entities'
import { itemById } from '../prize'

type Shown = Pick<ShownTeam, 'face' | 'goods' | 'validity'>

async function goodsOf(read: Reader, item: ItemRow, now: Date): Promise<GroupGoods> {
  const sent = item.shippingPoints !== null
  if (item.pickUpDays === null) return { name: item.name, stores: null, sent }
  const ids = await itemStoreIds(read, item.id)
  const stores = (await openStores(read)).filter(({ id }) => ids === null || ids.includes(id))
  return { name: item.name, stores: stores.map((store) => presentStore(store, now)), sent }
}

/** Goods as mini programs show them that know vouchers only. */
const faceOf = ({ name, stores, sent }: GroupGoods): ShownTeam['face'] => ({
  ...{ name, itemName: name, kind: 'exchange', thresholdFen: 0, offFen: null, payPermille: null, offMaxFen: null },
  scope: [stores === null ? '' : '到店取', sent ? '寄送' : ''].filter((way) => way !== '').join('，或者'),
  ...{ goods: null, hours: null, stacking: '', usesTotal: 1 },
})

const goodsValidity = ({ pickUpDays, shippingPoints }: ItemRow) =>
  [
    pickUpDays === null ? '' : `成团后 ${pickUpDays} 天内到店取`,
    shippingPoints === null ? '' : '寄送的成团后安排寄出，包邮',
  ]
    .filter((words) => words !== '')
    .join('；')

/** What everybody of a complete team gets, and until when. */
export async function shownPrize(read: Reader, { templateId, itemId }: ActivityRow, now: Date): Promise<Shown> {
  if (itemId !== null) {
    const item = await itemById(read, itemId)
    const goods = await goodsOf(read, item, now)
    return { face: faceOf(goods), goods, validity: goodsValidity(item) }
  }
  const { template, storeNames } = found((await templatesWithStores(read, [found(templateId)])).get(found(templateId)))
  const { zone } = await brandOf(read)
  return { face: presentFace(template, storeNames), goods: null, validity: validityText(template, zone) }
}
