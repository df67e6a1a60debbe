import { In, IsNull, MoreThanOrEqual } from 'typeorm'
import { memberIdOf } from '#server/domains/member/member-of'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import type { EventRow } from '#server/platform/events/entities'
import { factText } from '#server/platform/events/fact'
import { WechatUsers } from '#server/platform/session/entities'
import { accept, dropAll, type Purse } from '../allow/credit'
import { Messages } from '../entities'

const RECENT_MS = 3_600_000
const DELIVERED = '0'

/** Whose credit an event of WeChat is about; null for somebody who is no member here. */
async function purseOf(tx: Tx, { data }: EventRow): Promise<Purse | null> {
  const user = await tx.findOne(WechatUsers, { where: { openId: factText(data, 'openId') } })
  const memberId = user && (await memberIdOf(tx, user.id))
  return memberId === null ? null : { memberId, templateId: factText(data, 'templateId') }
}

/** Somebody answered the pop-up: WeChat's own word, so there is no limit to it. A refusal takes nothing that was allowed before. */
export async function popupAnswered(tx: Tx, event: EventRow, now: Date) {
  const purse = await purseOf(tx, event)
  if (purse && factText(event.data, 'status') === 'accept')
    await accept(tx, purse, { by: 'popup', sourceKey: `event:${event.id}`, now })
}

/** Somebody switched a template off in WeChat's settings. */
export async function choiceChanged(tx: Tx, event: EventRow, now: Date) {
  const purse = await purseOf(tx, event)
  if (purse && factText(event.data, 'status') === 'reject') await dropAll(tx, purse, `event:${event.id}`, now)
}

/** The message that WeChat speaks of: by its number, or else the last of that template to that person which has none yet. */
async function messageMeant(tx: Tx, purse: Purse, msgId: string, now: Date) {
  const numbered = await tx.findOne(Messages, { where: { msgId, memberId: purse.memberId }, ...forUpdate(tx) })
  if (numbered) return numbered
  const recent = MoreThanOrEqual(new Date(now.getTime() - RECENT_MS))
  const nameless = { msgId: IsNull(), deliveredAt: IsNull(), sendingAt: recent }
  return tx.findOne(Messages, {
    where: { ...purse, ...nameless, state: In(['sending', 'sent', 'unsure']) },
    order: { id: 'DESC' },
    ...forUpdate(tx),
  })
}

/** Whether a message reached the phone. */
export async function messageArrived(tx: Tx, event: EventRow, now: Date) {
  const purse = await purseOf(tx, event)
  if (!purse) return
  const msgId = factText(event.data, 'msgId')
  const message = await messageMeant(tx, purse, msgId, now)
  if (!message) return
  const code = factText(event.data, 'errorCode')
  const outcome =
    code === DELIVERED
      ? { state: 'sent' as const, deliveredAt: event.at }
      : { state: 'failed' as const, errcode: Number(code) }
  await tx.update(Messages, { id: message.id }, { ...outcome, msgId, settledAt: message.settledAt ?? now, toCount: 1 })
}
