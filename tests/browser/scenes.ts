import type { CouponCard } from '@huitou/shared/coupon/contract'
import { personOf, type Person } from './person'

/** What has to be there before every page has something to show. */
export type Scenes = {
  scene: string
  storeId: string
  unusedId: string
  usedId: string
  memberVisitId: string
  couponVisitId: string
  purchaseId: string
  /** What a receipt's code carries that nobody has claimed. */
  slipScene: string
}

/** Holds only in the other store. */
export const ELSEWHERE = '晚间面包满30减12'
/** Holds in both, above a threshold. */
const CROISSANT = '可颂满20减5'

function must<Found>(found: Found | undefined, what: string): Found {
  if (found === undefined) throw new Error(`the demo has no ${what}`)
  return found
}

async function exchange(member: Person, name: string): Promise<CouponCard> {
  const { items } = await member('mall.items', {})
  const item = must(
    items.find((one) => one.name === name),
    name,
  )
  return (await member('mall.exchange', { itemId: item.id, pointsSeen: item.points })).coupon
}

async function claim(member: Person, name: string): Promise<CouponCard> {
  const { offers } = await member('coupon.centre', {})
  const { templateId } = must(
    offers.find(({ face }) => face.name === name),
    name,
  )
  return (await member('coupon.claim', { templateId })).coupon
}

const codesOf = async (url: string) => {
  const { codes } = (await (await fetch(`${url}/demo/api/stage`)).json()) as { codes: { path: string }[] }
  return codes.map(({ path }) => path.split('scene=')[1] ?? '')
}

/** 林小满 takes two coupons and exchanges two; 小方 scans her, and two of them, and verifies one. */
export async function setScenes(url: string): Promise<Scenes> {
  const member = await personOf(url, 'xiaoman')
  const clerk = await personOf(url, 'fang')
  const { staff } = await clerk('staff.me', {})
  const storeId = must(staff?.stores[0], 'store of the clerk').id
  const scan = async ({ code }: { code: string }) => (await clerk('counter.scan', { storeId, code })).visit.id
  const scanCoupon = async (couponId: string) => scan(await member('coupon.showCode', { couponId }))

  await claim(member, ELSEWHERE)
  const croissant = await claim(member, CROISSANT)
  const unused = await exchange(member, '热美式一杯')
  const used = await exchange(member, '海盐卷一个')
  await clerk('counter.verify', { visitId: await scanCoupon(used.id), couponId: used.id })
  return {
    scene: must((await codesOf(url))[0], 'code'),
    storeId,
    unusedId: unused.id,
    usedId: used.id,
    memberVisitId: await scan(await member('member.showCode', {})),
    couponVisitId: await scanCoupon(croissant.id),
    purchaseId: must((await member('purchase.mine', {})).rows[0], 'purchase').id,
    slipScene: (await clerk('counter.writeSlip', { storeId, amountFen: 4400 })).slip.scene,
  }
}
