import {
  judgeHanded,
  judgeWritten,
  NOT_ALLOWED,
  type Handed,
  type SendState,
  type Written,
} from '@huitou/shared/notify/rules'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { dropAll, giveBack } from '../allow/credit'
import { Messages, type MessageRow } from '../entities'
import type { DialogueDoor } from './dialogue-door'
import type { BySubscription, ByDialogue } from './take-out'

/** The message, unless its member has left meanwhile or somebody else has gone on with it. */
async function stillOurs(tx: Tx, { id, attempts }: MessageRow) {
  const message = await tx.findOne(Messages, { where: { id }, ...forUpdate(tx) })
  return message?.attempts === attempts ? message : null
}

/** WeChat has said by itself what became of it, before its answer was here. A plain no is of this very message, and so the better word. */
const isToldBy = ({ state }: MessageRow, handed: SendState) =>
  (state === 'sent' || state === 'failed') && (handed === 'sent' || handed === 'unsure')

const ended = (now: Date) => ({ nextAt: null, settledAt: now })
const again = (now: Date, waitMs: number) => ({ nextAt: new Date(now.getTime() + waitMs), settledAt: null })
const next = (now: Date, waitMs: number | null) => (waitMs === null ? ended(now) : again(now, waitMs))

/**
 * Writes down what came of sending it by an allowance. Where WeChat says that there was none, the other way is left: then it is due at
 * once, and true is answered.
 */
export async function settleSubscription(tx: Tx, parcel: BySubscription, handed: Handed, now: Date): Promise<boolean> {
  const { message, templateId } = parcel
  const { id, memberId, attempts } = message
  const known = await stillOurs(tx, message)
  if (!known) return false
  const { state, credit, waitMs } = judgeHanded(handed, attempts)
  if (isToldBy(known, state)) return false
  const purse = { memberId, templateId }
  const forMessage = { messageId: id, attempt: attempts, now }
  if (credit === 'back') await giveBack(tx, purse, forMessage)
  if (credit === 'none') await dropAll(tx, purse, `none:${id}:${attempts}`, now)
  const said = handed.ok
    ? { msgId: handed.msgId ?? known.msgId, errcode: null }
    : { msgId: null, errcode: handed.errcode }
  const goesOn = state === 'refused' && parcel.mayFallBack
  const outcome = goesOn ? { state: 'waiting' as const, ...again(now, 0) } : { state, ...next(now, waitMs) }
  await tx.update(Messages, { id }, { ...said, ...outcome, deliveredAt: null, toCount: 1 })
  return goesOn
}

/** Writes down what came of writing it into a window, there and here in one commit. */
export async function settleDialogue(
  tx: Tx,
  door: DialogueDoor,
  { message, noticeId }: ByDialogue,
  written: Written,
  now: Date,
) {
  const known = await stillOurs(tx, message)
  await door.settle(tx, noticeId, written, now)
  if (!known) return
  const { state, waitMs } = judgeWritten(written, message.attempts)
  const said = 'errcode' in written ? written.errcode : null
  // While it waits, what WeChat said of the allowance holds: otherwise it would take a second one.
  const errcode = state === 'waiting' && known.errcode === NOT_ALLOWED ? NOT_ALLOWED : said
  const wentBy = state === 'none' || state === 'waiting' ? { via: null, noticeId: null } : {}
  const held = state === 'none' ? { heldBy: 'no_credit' as const } : {}
  await tx.update(
    Messages,
    { id: message.id },
    { state, errcode, ...wentBy, ...held, ...next(now, waitMs), toCount: 1 },
  )
}
