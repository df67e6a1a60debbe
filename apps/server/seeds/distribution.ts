import type { SettingsBody } from '@huitou/shared/distribution/schema'
import { bindCustomer } from '#server/domains/distribution/bind'
import { Distributors } from '#server/domains/distribution/entities'
import { designate } from '#server/domains/distribution/people/appoint'
import { settleCustomer } from '#server/domains/distribution/settle'
import { publishSettings } from '#server/domains/distribution/settings/publish'
import { touchDistributor } from '#server/domains/distribution/touch'
import { fingerprintOfUser } from '#server/domains/member/create-member'
import type { Tx } from '#server/platform/db/tx'
import { breadFor } from './baskets'
import { buy, createMember } from './people'
import { at, type Town } from './town'

/** Who asks at the counter: members do not apply by themselves. */
const BODY: SettingsBody = {
  ...{ rate: { by: 'permille', permille: 50 }, purchases: 'each', windowDays: 30, earningDays: 365, refundDays: 7 },
  ...{ minPayoutFen: 100, applications: false, organiser: '禾木烘焙', contact: '到店找店长' },
}

const OPENED_DAYS_AGO = 20

/** One bought before the refund window closed, one after. */
const CUSTOMERS = [
  { nickname: '方晓', joinedDaysAgo: 14, boughtDaysAgo: 12 },
  { nickname: '孟一帆', joinedDaysAgo: 6, boughtDaysAgo: 3 },
]

/** The shop pays 林小满 for customers whom she brings: some of it due, some frozen. */
export async function bringCustomers(tx: Tx, memberId: string, { vault, now, shop }: Town) {
  const by = { operatorId: '1', now: at(now, OPENED_DAYS_AGO) }
  await publishSettings(tx, { body: BODY, confirmedOneLevel: true }, by)
  await designate(tx, { memberId }, by)
  const { scene } = await tx.findOneByOrFail(Distributors, { memberId })
  for (const { nickname, joinedDaysAgo, boughtDaysAgo } of CUSTOMERS) {
    const openId = `demo-openid-customer-${joinedDaysAgo}`
    const person = fingerprintOfUser(vault, openId)
    const joinedAt = at(now, joinedDaysAgo, 10)
    await touchDistributor(tx, { scene: scene ?? '', person, now: at(now, joinedDaysAgo) })
    const customerId = await createMember(tx, vault, { openId, nickname, phone: null, birthday: null }, joinedAt)
    await bindCustomer(tx, { memberId: customerId, returning: false }, joinedAt)
    const boughtAt = at(now, boughtDaysAgo, 60)
    await buy(tx, { memberId: customerId, storeId: shop.stores.wutong, lines: breadFor(58), at: boughtAt })
    await settleCustomer(tx, customerId, boughtAt)
  }
}
