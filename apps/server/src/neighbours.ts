import { IsNull, Not } from 'typeorm'
import { ONE_TIER } from '@huitou/shared/tier/programme-rules'
import { visitsExported } from './domains/community/leave'
import { picturesOfCommunity } from './domains/community/page/operator-view'
import { handNotice, settleNotice, takePlace } from './domains/dialogue/message/notice'
import { dialogueSections } from './domains/dialogue/message/sections'
import { distributionExported } from './domains/distribution/export'
import type { Neighbours } from './domains/earning/tell/known'
import { messagesExported } from './domains/notify/export'
import type { DialogueDoor } from './domains/notify/send/dialogue-door'
import type { ChannelNeighbours } from './domains/channel/opening'
import { isGroupPage } from './domains/community/page/operator-view'
import { isGathering, picturesOfGatherings } from './domains/gathering/definition/operator-view'
import { ticketsExported } from './domains/gathering/leave'
import { picturesOfGroupBuys } from './domains/groupbuy/activity/operator-view'
import { journeysExported } from './domains/journey/leave'
import { picturesInUse } from './domains/mall/item/operator-view'
import type { MediaNeighbours } from './domains/media/queries'
import type { PrivacyNeighbours } from './domains/privacy/export'
import { soldCategories } from './domains/purchase/queries'
import { referralsExported } from './domains/referral/export'
import { reviewsExported } from './domains/review/leave'
import { answersExported } from './domains/survey/leave'
import { tasksExported } from './domains/task/leave'
import type { CouponNeighbours } from './domains/coupon/offer/neighbours'
import { benefitsOfAll, exclusiveTemplateIds } from './domains/tier/benefits'
import { Programmes } from './domains/tier/entities'
import { picturesOfDuties } from './domains/worklist/duty/operator-view'
import { tierNameOf } from './domains/tier/queries'

/** What the rules must know of rooms beside and above their own. */
export const earningNeighbours: Neighbours = {
  async tiers(read) {
    const applied = await read.findOne(Programmes, {
      where: { state: 'published', sweptAt: Not(IsNull()) },
      order: { activeOn: 'DESC', id: 'DESC' },
    })
    return (applied?.body ?? ONE_TIER).tiers.map(({ level, name, benefits }) => ({
      level,
      name,
      pointsPermille: benefits.pointsPermille,
      memberDayPermille: benefits.memberDayPermille,
    }))
  },
  categories: soldCategories,
}

/** What shows pictures. */
export const mediaNeighbours: MediaNeighbours = {
  picturesInUse: async (read, ids) =>
    new Set([
      ...(await picturesInUse(read, ids)),
      ...(await picturesOfGroupBuys(read, ids)),
      ...(await picturesOfGatherings(read, ids)),
      ...(await picturesOfDuties(read, ids)),
      ...(await picturesOfCommunity(read, ids)),
    ]),
}

/** Where codes may lead. */
export const channelNeighbours: ChannelNeighbours = {
  opens: (read, { page, id }) => (page === 'gathering' ? isGathering(read, id) : isGroupPage(read, id)),
}

/** What coupons must know of tiers and benefit cards. */
export const couponNeighbours: CouponNeighbours = {
  rightsOf: benefitsOfAll,
  exclusiveTemplateIds,
  tierName: tierNameOf,
}

/** What is kept about a member besides, above the room that hands it to them. */
export const privacyNeighbours: PrivacyNeighbours = {
  sections: async (read, vault, memberId) => [
    ...(await dialogueSections(read, vault, memberId)),
    ...(await messagesExported(read, memberId)),
    ...(await referralsExported(read, memberId)),
    ...(await distributionExported(read, memberId)),
    ...(await tasksExported(read, memberId)),
    ...(await ticketsExported(read, vault, memberId)),
    ...(await reviewsExported(read, vault, memberId)),
    ...(await answersExported(read, vault, memberId)),
    ...(await journeysExported(read, memberId)),
    ...(await visitsExported(read, memberId)),
  ],
}

/** The other way by which messages go out. */
export const dialogueDoor: DialogueDoor = { takePlace, hand: handNotice, settle: settleNotice }
