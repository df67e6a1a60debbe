import { Between, MoreThan } from 'typeorm'
import { actionWords, getsWords } from '@huitou/shared/referral/word-rules'
import { Invitations, Referrals, type ReferralRow } from '#server/domains/referral/entities'
import { programmeById } from '#server/domains/referral/programme/in-force'
import { couponsOf, named } from '#server/domains/referral/show/gifts'
import { brandOf } from '#server/domains/store/queries'
import { stampText, untilText } from '#server/platform/business-day'
import { inTransaction, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { tell } from '../../tell'
import { behind, lockMark, moveMark } from './mark'
import type { Told } from '../told'

const AHEAD_MS = 3 * 86_400_000
const A_RUN = 100

/** What the friend has to do still. Their inviter is not told: pressing friends is nobody's task. */
async function toldOf(
  tx: Tx,
  { programmeId, inviterId, inviteeId, deadline }: ReferralRow,
  zone: string,
): Promise<Told[]> {
  const { body } = await programmeById(tx, programmeId)
  const { points, templateId } = body.invitee
  if (points === 0 && templateId === null) return []
  const gift = getsWords(named(body.invitee, await couponsOf(tx, body)))
  const invitation = await tx.findOne(Invitations, { where: { memberId: inviterId } })
  const page = invitation && `invite/friend/index?scene=${encodeURIComponent(invitation.scene)}`
  return [
    {
      ...{ memberId: inviteeId, topic: 'referral.ending', title: '朋友送的礼快到期了', page, until: deadline },
      words: `${untilText(deadline, zone)}前${actionWords(body)}，就${gift}`,
      facts: { endsAt: stampText(new Date(deadline.getTime() - 1), zone), note: '到店来过就给你' },
    },
  ]
}

async function lookOn(tx: Tx, now: Date): Promise<boolean> {
  const mark = await lockMark(tx, 'friends', now)
  const end = new Date(now.getTime() + AHEAD_MS)
  const rows = await behind(mark, A_RUN, (from, take) =>
    tx.find(Referrals, {
      where: {
        state: 'joined',
        ...('past' in from
          ? { deadline: Between(new Date(from.past.getTime() + 1), end) }
          : { deadline: from.at, id: MoreThan(from.after) }),
      },
      order: { deadline: 'ASC', id: 'ASC' },
      take,
    }),
  )
  const last = rows[rows.length - 1]
  if (!last) return false
  const { zone } = await brandOf(tx)
  for (const row of rows)
    if (row.deadline > now) await tell(tx, await toldOf(tx, row, zone), `gift-ending:${row.id}`, now)
  await moveMark(tx, 'friends', last.deadline, last.id)
  return rows.length === A_RUN
}

/** Tells who came through an invitation and has not acted yet, three days before it ends, once. True when more wait. */
export const tellGiftsEnding = ({ db }: Pick<Platform, 'db'>, now: Date) => inTransaction(db, (tx) => lookOn(tx, now))
