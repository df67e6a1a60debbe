import { judgeIssue } from '@huitou/shared/coupon/rules'
import { allowanceOf, priceAt, shelfStateOf } from '@huitou/shared/mall/rules'
import type { MallItem } from '@huitou/shared/mall/contract'
import { presentFace, validityText } from '#server/domains/coupon/present'
import { templatesWithStores } from '#server/domains/coupon/queries'
import { today } from '#server/domains/store/queries'
import { benefitsOf } from '#server/domains/tier/benefits'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { itemsOnSale } from './item/shelf'
import { takenOf } from './item/taken'
import { shelfTermsOf } from './item/terms'

/** What the first mini programs know: coupons, and whether one more can be had. */
const KNOWN_STATES = new Map<string, MallItem['state']>([
  ['open', 'open'],
  ['limit_reached', 'limit_reached'],
  ['today_reached', 'limit_reached'],
])

/** The coupons among what the mall offers this member, in the operator's order. */
export async function itemsFor(read: Reader, memberId: string, now: Date): Promise<MallItem[]> {
  const items = await itemsOnSale(read, { kind: 'coupon' })
  const templates = await templatesWithStores(
    read,
    items.map((item) => item.templateId ?? '0'),
  )
  const { day, brand } = await today(read, now)
  const ids = items.map((item) => item.id)
  const takenByItem = await takenOf(read, memberId, ids, day)
  const customer = await benefitsOf(read, memberId, now)
  return items.map((item) => {
    const { template, storeNames } = found(templates.get(item.templateId ?? ''))
    const terms = shelfTermsOf(item)
    const taken = takenByItem(item.id)
    const stocks = [item.stockLeft, template.stockLeft].filter((stock): stock is number => stock !== null)
    const left = stocks.length > 0 ? Math.min(...stocks) : null
    const state = shelfStateOf(terms, customer, taken, now)
    const known = KNOWN_STATES.get(state) ?? 'sold_out'
    return {
      id: item.id,
      name: item.name,
      points: priceAt(terms, now).points,
      picture: item.picture,
      face: presentFace(template, storeNames),
      validity: validityText(template, brand.zone),
      left,
      allowance: allowanceOf({ ...terms, stockLeft: null }, taken),
      state: left === 0 || !judgeIssue(template, now).ok ? 'sold_out' : known,
    }
  })
}
