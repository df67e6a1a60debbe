import { In, LessThan, Raw } from 'typeorm'
import type { GoalKind } from '@huitou/shared/task/schema'
import { CheckIns, StoreVisits } from '#server/domains/checkin/entities'
import { Uses } from '#server/domains/coupon/entities'
import { Tickets } from '#server/domains/gathering/entities'
import { GroupOrders } from '#server/domains/groupbuy/entities'
import { Orders } from '#server/domains/mall/entities'
import { Answers } from '#server/domains/survey/entities'
import { memberById, membershipsOf } from '#server/domains/member/member-of'
import { Purchases, type PurchaseRow } from '#server/domains/purchase/entities'
import { isBack } from '#server/domains/purchase/queries'
import { Referrals } from '#server/domains/referral/entities'
import { Reviews } from '#server/domains/review/entities'
import type { Reader } from '#server/platform/db/tx'
import type { EventRow } from '#server/platform/events/entities'
import { factText } from '#server/platform/events/fact'
import { found } from '#server/platform/refused'
import { isProfileComplete } from './profile'

/** Something that happened, as tasks count it. */
export type Happening = {
  /** Names it, once and for ever. */
  cause: string
  kinds: GoalKind[]
  at: Date
  /** 0: it was undone. */
  times: number
  /** What was paid and kept. */
  fen: number
  /** Nothing is kept of it elsewhere, so that an undoing that is told first has to be remembered here. */
  remembers?: true
  /** Read from what stands, which may be undone and come about again: what was told before says nothing against it. */
  stands?: true
}

type Told = Pick<EventRow, 'data' | 'at'>
type Source = {
  /** Which fact names the member. */
  member?: string
  /** What it is by now, read from the rows of its room under the member's lock: so the order in which events come makes no difference. */
  read(read: Reader, told: Told): Promise<Happening | null>
  /** What else counts from now on because of it, and is told before it: so that nothing is taken back and given again. */
  before?(read: Reader, told: Told): Promise<Happening | null>
}

const once = (kind: GoalKind, cause: string, at: Date, stands = true): Happening => ({
  ...{ cause, kinds: [kind], at, times: stands ? 1 : 0, fen: 0 },
})

/** Whether the person had bought nothing before, or nothing that they kept. */
async function isFirst(read: Reader, { id, memberId }: PurchaseRow) {
  const memberships = await membershipsOf(read, memberId)
  const earlier = await read
    .createQueryBuilder(Purchases, 'earlier')
    .select('earlier.id')
    .where({ memberId: In(memberships), id: LessThan(id) })
    .andWhere('earlier.paidFen > earlier.refundedFen')
    .getOne()
  return earlier === null
}

async function purchaseNow(read: Reader, row: PurchaseRow): Promise<Happening> {
  const kinds: GoalKind[] = ['purchase', 'spend', ...((await isFirst(read, row)) ? ['first_purchase' as const] : [])]
  const times = (await isBack(read, row)) ? 0 : 1
  return { cause: `purchase:${row.id}`, kinds, at: row.at, times, fen: row.paidFen - row.refundedFen }
}

const purchaseOf = async (read: Reader, { data }: Told) =>
  found(await read.findOne(Purchases, { where: { id: factText(data, 'purchaseId') } }))

const bought: Source = { read: async (read, told) => purchaseNow(read, await purchaseOf(read, told)) }

/** Given back, a purchase leaves being the first to the next one that was kept. */
const returned: Source = {
  ...bought,
  async before(read, told) {
    const { memberId, paidFen, refundedFen } = await purchaseOf(read, told)
    if (refundedFen < paidFen) return null
    const kept = await read.findOne(Purchases, {
      where: {
        memberId: In(await membershipsOf(read, memberId)),
        paidFen: Raw((column) => `${column} > refunded_fen`),
      },
      order: { id: 'ASC' },
    })
    return kept && purchaseNow(read, kept)
  },
}

const used: Source = {
  async read(read, { data }) {
    const row = found(await read.findOne(Uses, { where: { id: factText(data, 'useId') } }))
    return once('coupon', `use:${row.id}`, row.at, row.live === 1)
  },
}

const exchanged: Source = {
  async read(read, { data }) {
    const row = found(await read.findOne(Orders, { where: { id: factText(data, 'orderId') } }))
    const stands = !['waiting_payment', 'cancelled', 'expired'].includes(row.state)
    return once('mall', `mall:${row.id}`, row.at, stands)
  },
}

const teamed: Source = {
  async read(read, { data }) {
    const row = found(await read.findOne(GroupOrders, { where: { id: factText(data, 'orderId') } }))
    if (row.wonAt === null) return null
    return once('groupbuy', `groupbuy:${row.id}`, row.wonAt, ['won', 'used'].includes(row.state))
  },
}

/** Let in by mistake and let in again counts again. */
const came: Source = {
  async read(read, { data, at }) {
    const row = await read.findOne(Tickets, { where: { id: factText(data, 'ticketId') } })
    if (!row) return null
    return { ...once('gathering', `ticket:${row.id}`, row.usedAt ?? at, row.state === 'used'), stands: true }
  },
}

/** A review of what was given back counts no more. */
const reviewed: Source = {
  async read(read, { data }) {
    const row = await read.findOne(Reviews, { where: { id: factText(data, 'reviewId') } })
    return row && once('review', `review:${row.id}`, row.at, row.refundedAt === null)
  },
}

const answered: Source = {
  async read(read, { data }) {
    const row = found(await read.findOne(Answers, { where: { id: factText(data, 'answerId') } }))
    return once('survey', `survey:${row.id}`, row.at, true)
  },
}

/** A friend who gave back what they had bought, and bought again, counts again. */
const invited = (was: boolean): Source => ({
  member: 'inviterId',
  async read(read, { data, at }) {
    const referralId = factText(data, 'referralId')
    const row = referralId === '' ? null : await read.findOne(Referrals, { where: { id: referralId } })
    if (row) return { ...once('invite', `referral:${row.inviteeId}`, at, row.state === 'qualified'), stands: true }
    const friend = factText(data, 'inviteeId') || referralId
    return friend === '' ? null : { ...once('invite', `referral:${friend}`, at, was), remembers: true }
  },
})

/** Every event that counts for a task, and what it says. */
export const SOURCES: Readonly<Record<string, Source>> = {
  'checkin.done': {
    async read(read, { data }) {
      const row = found(await read.findOne(CheckIns, { where: { id: factText(data, 'checkInId') } }))
      return once('checkin', `checkin:${row.id}`, row.at)
    },
  },
  'checkin.visited': {
    async read(read, { data }) {
      const row = found(await read.findOne(StoreVisits, { where: { id: factText(data, 'visitId') } }))
      return once('visit', `visit:${row.id}`, row.at)
    },
  },
  'member.profileCompleted': {
    async read(read, { data, at }) {
      const member = await memberById(read, factText(data, 'memberId'))
      return isProfileComplete(member) ? once('profile', `profile:${member.id}`, at) : null
    },
  },
  'purchase.recorded': bought,
  'purchase.refunded': returned,
  'coupon.used': used,
  'coupon.unused': used,
  'mall.exchanged': exchanged,
  'mall.cancelled': exchanged,
  'mall.expired': exchanged,
  'gathering.admitted': came,
  'gathering.admissionUndone': came,
  'review.written': reviewed,
  'review.undone': reviewed,
  'survey.answered': answered,
  'groupbuy.won': teamed,
  'groupbuy.lost': teamed,
  'referral.qualified': invited(true),
  'referral.reversed': invited(false),
}
