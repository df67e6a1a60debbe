import type { CouponCard } from '@huitou/shared/coupon/contract'
import { setCommunity, type Community } from './community-scenes'
import { AUTUMN_COUPON, openVisits, sell, type Visits } from './counter-scenes'
import type { Demo } from './demo-server'
import { setGatherings, type GatheringScenes } from './gathering-scenes'
import { setGroups, type Groups } from './group-scenes'
import { must } from './must'
import { operatorOf, personOf, type Person } from './person'
import { setReviews, type Reviewed } from './review-scenes'

/** What has to be there before every page has something to show. */
export type Scenes = Visits &
  Groups &
  Community &
  GatheringScenes &
  Reviewed & {
    scene: string
    /** Of a standee that gives a coupon. */
    standeeScene: string
    storeId: string
    unusedId: string
    usedId: string
    /** Wrapped up for a friend, and what the card carries. */
    givenId: string
    giftScene: string
    /** A coupon that only a poster's code opens. */
    posterScene: string
    /** 林小满's invitation. */
    inviteScene: string
    /** Her code as a distributor. */
    earnScene: string
    purchaseId: string
    /** What a receipt's code carries that nobody has claimed. */
    slipScene: string
    /** Open for 林小满. */
    surveyId: string
    /** Of the mall: goods that are handed over or sent, and a seat in a class. */
    cupId: string
    classId: string
    /** Waits in the clerk's store. */
    orderId: string
  }

/** Holds only in the other store. */
export const ELSEWHERE = '晚间满30减12'

async function exchange(member: Person, name: string): Promise<CouponCard> {
  const { items } = await member('mall.items', {})
  const item = must(
    items.find((one) => one.name === name),
    name,
  )
  return (await member('mall.exchange', { itemId: item.id, pointsSeen: item.points })).coupon
}

export async function claim(member: Person, name: string): Promise<CouponCard> {
  const { offers } = await member('coupon.centre', {})
  const { templateId } = must(
    offers.find(({ face }) => face.name === name),
    name,
  )
  return (await member('coupon.claim', { templateId })).coupon
}

type StageCode = { label: string; path: string }

/** What the code with this label carries. */
async function sceneOf(url: string, label: string): Promise<string> {
  const { codes } = (await (await fetch(`${url}/demo/api/stage`)).json()) as { codes: StageCode[] }
  return must(codes.find((code) => code.label === label)?.path.split('scene=')[1], label)
}

/** The owner makes a coupon for a poster. Answers what its code carries. */
async function posterOf(url: string) {
  const owner = await operatorOf(url, 'owner')
  const { template } = await owner('coupon.saveTemplate', {
    id: null,
    template: {
      ...{
        name: '橱窗海报专享券',
        kind: 'cash_off',
        thresholdFen: 2500,
        offFen: 600,
        payPermille: null,
        offMaxFen: null,
      },
      ...{ itemName: null, itemSku: null, usesTotal: 1, storeIds: [], categories: [], skus: [], goodsName: null },
      ...{ tierMin: null, stackGroup: null, validDays: 14, validFromDays: 0, validFrom: null, validUntil: null },
      ...{ weekdays: [], hours: [], blackoutDays: [], stockTotal: 200, perMemberLimit: 1, perMemberDayLimit: null },
      ...{ dayQuota: null, channel: 'code', claimFrom: null, claimUntil: null, drop: null, notes: [] },
    },
  })
  await owner('coupon.activate', { id: template.id })
  return must((await owner('coupon.template', { id: template.id })).template.scene ?? undefined, 'poster')
}

/** What the mall has and what waits to be handed over. */
async function mallOf(member: Person) {
  const { items } = await member('mall.shelf', {})
  const idOf = (name: string) =>
    must(
      items.find((one) => one.name === name),
      name,
    ).id
  const { rows } = await member('mall.orders', { tab: 'pickup' })
  return { cupId: idOf('回字纹随行杯'), classId: idOf('周末面包课'), orderId: must(rows[0], 'order to pick up').id }
}

/** 林小满 takes two coupons, exchanges three and gives one away; 小方 verifies one, sells her breakfast and writes a receipt. */
export async function setScenes(demo: Demo): Promise<Scenes> {
  const { url } = demo
  const member = await personOf(url, 'xiaoman')
  const clerk = await personOf(url, 'fang')
  const { staff } = await clerk('staff.me', {})
  const storeId = must(staff?.stores[0], 'store of the clerk').id

  await claim(member, ELSEWHERE)
  await claim(member, AUTUMN_COUPON)
  const unused = await exchange(member, '热美式一杯')
  const [used, given] = [await exchange(member, '海盐卷一个'), await exchange(member, '海盐卷一个')]
  const { gift } = await member('coupon.give', { couponId: given.id })
  const { code } = await member('coupon.showCode', { couponId: used.id })
  const { visit } = await clerk('counter.scan', { storeId, code })
  await clerk('counter.verify', { visitId: visit.id, couponId: used.id })
  const mall = await mallOf(member)
  const gatherings = await setGatherings(url, storeId)
  const purchaseId = await sell(member, clerk, storeId)
  return {
    ...{ scene: await sceneOf(url, '收银台'), standeeScene: await sceneOf(url, '门口立牌') },
    ...{ storeId, unusedId: unused.id, usedId: used.id, givenId: given.id, giftScene: gift.scene },
    posterScene: await posterOf(url),
    inviteScene: (await member('referral.start', {})).scene,
    earnScene: must((await member('distribution.mine', {})).scene ?? undefined, 'code of the distributor'),
    purchaseId,
    surveyId: must((await member('survey.list', {})).surveys[0], 'survey').surveyId,
    slipScene: (await clerk('counter.writeSlip', { storeId, amountFen: 4400 })).slip.scene,
    ...mall,
    ...gatherings,
    ...(await setGroups(demo, storeId)),
    ...(await setCommunity(url)),
    ...(await setReviews(demo, purchaseId)),
    ...(await openVisits(url, { storeId, orderId: mall.orderId, doorTicketId: gatherings.doorTicketId })),
  }
}
