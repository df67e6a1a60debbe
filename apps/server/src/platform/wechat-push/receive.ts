import { IsNull } from 'typeorm'
import type { Vault } from '#server/platform/crypto/vault'
import { isDuplicate } from '#server/platform/db/fault'
import { inTransaction, type Reader, type Tx } from '#server/platform/db/tx'
import { announceAll } from '#server/platform/events/announce'
import type { Platform } from '#server/platform/platform'
import { Pushes, type PushRow } from './entities'
import { announcedOf } from './events'
import { writtenIn, type Push, type PushAppKind } from './push'

const BODY = 'wechat-push'
const TEXT = 'wechat-text'
const REPLY = 'wechat-reply'

/** What a person wrote, as it was stored with the push. */
export const openText = (vault: Vault, sealed: string) => vault.open(sealed, TEXT)

/** A text of ours to a person, sealed the same way, to stand beside theirs. */
export const sealText = (vault: Vault, text: string) => vault.seal(text, TEXT)

const storedAs = (read: Reader, { app, pushKey }: Push) => read.findOne(Pushes, { where: { app, pushKey } })

async function write(tx: Tx, vault: Vault, push: Push, now: Date) {
  const { app, pushKey, openId, event, msgType } = push
  const written = writtenIn(push)
  const { identifiers } = await tx.insert(Pushes, {
    ...{ app, pushKey, openId, kind: event ?? msgType, receivedAt: now },
    bodySealed: vault.seal(JSON.stringify(push.fields), BODY),
    textSealed: written === '' ? null : sealText(vault, written),
    ...{ replySealed: null, repliedAt: null },
  })
  const id = String(identifiers[0]?.['id'])
  for (const { name, data } of announcedOf(push, id)) await announceAll(tx, name, [data], now)
}

/** Stores a push, and announces it, in one transaction and once: of copies that come together, one writes. Answers the row. */
export async function receive({ db, vault, nudge }: Platform, push: Push, now: Date): Promise<PushRow> {
  const known = await storedAs(db.manager, push)
  if (known) return known
  try {
    await inTransaction(db, (tx) => write(tx, vault, push, now))
    nudge()
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
  const stored = await storedAs(db.manager, push)
  if (!stored) throw new Error('a push that was stored is not there')
  return stored
}

type Reply = { text: string; at: Date }

export const replyOf = (vault: Vault, { replySealed, repliedAt }: PushRow): Reply | null =>
  replySealed === null || repliedAt === null ? null : { text: vault.open(replySealed, REPLY), at: repliedAt }

/** Keeps the reply to a push; where another copy has been answered meanwhile, that answer stays and is given here too. */
export async function keepReply({ db, vault }: Platform, push: Push, reply: Reply): Promise<Reply> {
  const { app, pushKey } = push
  const change = { replySealed: vault.seal(reply.text, REPLY), repliedAt: reply.at }
  const { affected } = await db.manager.update(Pushes, { app, pushKey, repliedAt: IsNull() }, change)
  if (affected === 1) return reply
  const stored = await storedAs(db.manager, push)
  return (stored && replyOf(vault, stored)) ?? reply
}

/** Somebody who leaves: what they wrote goes, that it came stays, so that a late copy is still known. */
export const forgetPushesOf = (tx: Tx, app: PushAppKind, openId: string) =>
  tx.update(Pushes, { app, openId }, { bodySealed: null, textSealed: null, replySealed: null, repliedAt: null })
