import { PROGRAMME_DEFAULTS } from '@huitou/shared/referral/schema'
import { fingerprintOfUser } from '#server/domains/member/create-member'
import { bind } from '#server/domains/referral/bind'
import { openInvitation } from '#server/domains/referral/invitation'
import { publishProgramme, saveProgramme } from '#server/domains/referral/programme/save'
import { settleOf } from '#server/domains/referral/settle'
import { touchInvitation } from '#server/domains/referral/touch'
import type { Tx } from '#server/platform/db/tx'
import { breadFor } from './baskets'
import { buy, createMember } from './people'
import { at, HISTORY_DAYS, type Town } from './town'

type Friend = { nickname: string; joinedDaysAgo: number; phone: string; bought: boolean }

const PROGRAMME_DAYS_AGO = HISTORY_DAYS - 60

/** One is there, one came on a phone that a friend before had in the hand, one is yet to come. */
const FRIENDS: Friend[] = [
  { nickname: '陈可欣', joinedDaysAgo: 9, phone: 'a', bought: true },
  { nickname: '许知远', joinedDaysAgo: 5, phone: 'a', bought: true },
  { nickname: '沈星', joinedDaysAgo: 2, phone: 'b', bought: false },
]

/** What the shop gives for a friend who comes: on since 林小满 joined. */
async function openProgramme(tx: Tx, now: Date) {
  const by = { operatorId: '1', now: at(now, PROGRAMME_DAYS_AGO, -10) }
  const body = {
    ...{ inviter: { points: 100, templateId: null }, invitee: { points: 50, templateId: null } },
    ...{ minimumFen: 2000, ranking: true, milestones: PROGRAMME_DEFAULTS.milestones },
  }
  await saveProgramme(tx, { body }, by)
  await publishProgramme(tx, by)
}

/** Joins through an invitation, as everybody would. */
async function befriend(tx: Tx, { vault, now, shop }: Town, scene: string, friend: Friend) {
  const { nickname, joinedDaysAgo, phone, bought } = friend
  const openId = `demo-openid-friend-${joinedDaysAgo}`
  const person = fingerprintOfUser(vault, openId)
  const [deviceHash, addressHash] = [`demo-device-${phone}`, `demo-network-${joinedDaysAgo}`].map((text) =>
    vault.fingerprint(text, 'demo'),
  ) as [string, string]
  await touchInvitation(tx, { scene, person, deviceHash, addressHash, now: at(now, joinedDaysAgo, -30) })
  const joinedAt = at(now, joinedDaysAgo)
  const memberId = await createMember(tx, vault, { openId, nickname, phone: null, birthday: null }, joinedAt)
  await bind(tx, { memberId, returning: false }, joinedAt)
  if (bought)
    await buy(tx, { memberId, storeId: shop.stores.wutong, lines: breadFor(46), at: at(now, joinedDaysAgo - 1, 60) })
  return memberId
}

/** Friends whom 林小满 invited, up to where the first has come and brought her points. */
export async function inviteFriends(tx: Tx, inviterId: string, town: Town) {
  const { now } = town
  await openProgramme(tx, now)
  const { scene } = await openInvitation(tx, { memberId: inviterId, deviceHash: null, now: at(now, 20) })
  for (const friend of FRIENDS) {
    const memberId = await befriend(tx, town, scene, friend)
    // Her journal goes forward only, and this is the last that happened to her before yesterday's gift.
    await settleOf(tx, memberId, at(now, 1, 35))
  }
}
