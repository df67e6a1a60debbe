import { startBatch } from '#server/domains/channel/batch/make'
import { createCode } from '#server/domains/channel/create-code'
import { addCost } from '#server/domains/channel/entry/costs'
import { setTarget } from '#server/domains/channel/entry/targets'
import { enterWalkIns } from '#server/domains/channel/entry/walk-ins'
import { Templates } from '#server/domains/coupon/entities'
import { addDays } from '@huitou/shared/kit/day'
import { today } from '#server/domains/store/queries'
import type { Tx } from '#server/platform/db/tx'
import { basketOf } from './baskets'
import { createDice } from './dice'
import { buy, createMember } from './people'
import { templateOf } from './shop'
import { at, type Town } from './town'

const OPERATOR = '1'
const WALK_IN_DAYS = 7

const coupon = async (tx: Tx, name: string, offFen: number, now: Date) => {
  const plan = { kind: 'cash_off' as const, offFen, thresholdFen: 2500, perMemberLimit: 1 }
  const { identifiers } = await tx.insert(Templates, templateOf({ name, ...plan }, now))
  return String(identifiers[0]?.['id'])
}

/** Codes of the newer kinds: of a clerk, a standee that gives a coupon, a promoter, a link, and twenty cards for parcels. */
async function createCodes(tx: Tx, { shop, clerks, now }: Town) {
  const since = at(now, 60)
  const storeId = shop.stores.wutong
  const staffId = clerks[0]?.staffId ?? ''
  const standee = { templateId: await coupon(tx, '立牌满25减4', 400, now), benefit: '扫码领 4 元券' }
  const parcel = { templateId: await coupon(tx, '外卖转到店满25减6', 600, now), benefit: '到店再减 6 元' }
  await createCode(tx, { kind: 'standee', label: '门口立牌', storeId, ...standee }, since)
  await startBatch(tx, { kind: 'parcel', name: '外卖卡11月', total: 20, operatorId: OPERATOR, ...parcel }, now)
  return {
    fang: await createCode(tx, { kind: 'staff', label: '小方', storeId, staffId, personalOf: staffId }, since),
    field: await createCode(tx, { kind: 'field', label: '地铁口小李', storeId, benefit: '入会送帆布袋' }, since),
    link: await createCode(tx, { kind: 'link', label: '探店短视频' }, since),
  }
}

type Cohort = { codeId: string; joins: number; buyersPermille: number }

/** People who came through one code in the weeks before, of whom so many bought. */
async function bring(tx: Tx, { codeId, joins, buyersPermille }: Cohort, { shop, now, vault }: Town) {
  for (let index = 0; index < joins; index += 1) {
    const dice = createDice(Number(codeId) * 1000 + index)
    const joinedAt = at(now, 2 + ((index * 7) % 27), -dice.whole(10, 300))
    const profile = { openId: `demo-openid-code-${codeId}-${index}`, nickname: '微信用户', phone: null, birthday: null }
    const memberId = await createMember(tx, vault, { ...profile, codeId }, joinedAt)
    const bought = new Date(joinedAt.getTime() + 3_600_000)
    if ((index * 1000) / joins < buyersPermille)
      await buy(tx, { memberId, storeId: shop.stores.wutong, lines: basketOf(dice), at: bought })
  }
}

/** How people find the shop: codes, who came through them, what it cost, and how many walk in. */
export async function createChannels(tx: Tx, town: Town) {
  const { shop, clerks, now } = town
  const { fang, field, link } = await createCodes(tx, town)
  await bring(tx, { codeId: field, joins: 26, buyersPermille: 140 }, town)
  await bring(tx, { codeId: fang, joins: 22, buyersPermille: 600 }, town)
  await bring(tx, { codeId: link, joins: 20, buyersPermille: 350 }, town)
  const { day } = await today(tx, now)
  const span = { from: addDays(day, -29), until: day }
  await addCost(tx, { codeId: field, ...span, amountFen: 52_000, note: '地推工资和帆布袋' }, OPERATOR, now)
  await addCost(tx, { codeId: link, ...span, amountFen: 30_000, note: '探店视频' }, OPERATOR, now)
  const staffId = clerks[0]?.staffId ?? ''
  await setTarget(tx, staffId, 3, 'system', now)
  for (let ago = 1; ago <= WALK_IN_DAYS; ago += 1)
    await enterWalkIns(
      tx,
      { storeId: shop.stores.wutong, day: addDays(day, -ago), people: 90 + ((ago * 13) % 40), staffId },
      now,
    )
}
