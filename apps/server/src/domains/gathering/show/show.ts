import type { Output } from '@huitou/shared/api'
import { presentFace, validityText } from '#server/domains/coupon/present'
import { templatesWithStores } from '#server/domains/coupon/queries'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { presentStore } from '#server/domains/store/present'
import { brandOf, storeById } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Tickets, type GatheringRow } from '../entities'
import { gatheringById } from '../seat'
import { cardsFor, type Viewer } from './card'
import { presentTicket } from './ticket'

type Shown = Output<'gathering.show'>['gathering']

async function couponOf(read: Reader, { templateId }: GatheringRow): Promise<Shown['coupon']> {
  const known = templateId === null ? undefined : (await templatesWithStores(read, [templateId])).get(templateId)
  if (!known) return null
  const { template, storeNames } = known
  return { face: presentFace(template, storeNames), validity: validityText(template, (await brandOf(read)).zone) }
}

/** One gathering with everything about it. A draft is nobody's to see. */
export async function showGathering(
  read: Reader,
  gatheringId: string,
  viewer: Viewer,
  now: Date,
): Promise<Output<'gathering.show'>> {
  const row = await gatheringById(read, gatheringId)
  if (row.state === 'draft' || (row.state === 'cancelled' && row.publishedAt === null)) throw new Refused('not_found')
  const { card, ticket } = found((await cardsFor(read, [row], viewer, now))[0])
  return {
    gathering: {
      ...card,
      about: row.about,
      store: row.storeId === null ? null : presentStore(await storeById(read, row.storeId), now),
      ...{ questions: row.questions, points: row.points, coupon: await couponOf(read, row) },
      ...{ cancelReason: row.cancelReason, walkIns: row.walkIns },
    },
    ticket: ticket && ticket.state !== 'withdrawn' ? presentTicket(ticket, row, now) : null,
    joined: viewer.memberId !== null,
    privacyVersion: PRIVACY_VERSION,
  }
}

/** A ticket of this member, whatever became of it. */
export async function ticketOf(read: Reader, memberId: string, ticketId: string, now: Date) {
  const row = found(await read.findOne(Tickets, { where: { id: ticketId, memberId } }))
  return { ticket: presentTicket(row, await gatheringById(read, row.gatheringId), now) }
}
