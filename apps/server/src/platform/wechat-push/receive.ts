import { IsNull } from 'typeorm'
import type { Vault } from '#server/platform/crypto/vault'
import { isDuplicate } from '#server/platform/db/fault'
import { inTransaction, type Reader, type Tx } from '#server/platform/db/tx'
import { announceAll } from '#server/platform/events/announce'
import { createCombiner } from '#server/platform/http/combine'
import type { Platform } from '#server/platform/platform'
import { found } from '#server/platform/refused'
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

async function write(tx: Tx, vault: Vault, { push, now }: Arrived) {
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
  return found(await tx.findOne(Pushes, { where: { id } }))
}

type Arrived = { push: Push; now: Date }
export type Receive = (arrived: Arrived) => Promise<PushRow>

/** Each push once: a copy in the same commit, or from before, is the row that is there. */
async function writeAll(tx: Tx, vault: Vault, all: readonly Arrived[]): Promise<PushRow[]> {
  const rows: PushRow[] = []
  for (const one of all) rows.push((await storedAs(tx, one.push)) ?? (await write(tx, vault, one)))
  return rows
}

/**
 * Stores pushes and announces them in the same transaction, each once; those that come together share a commit. A copy that another
 * process stores at the same moment spoils the batch; alone, it then finds that process's row.
 */
export function createReceive({ db, vault, nudge }: Platform): Receive {
  const receive = createCombiner<Arrived, PushRow>(async (all) => {
    const attempt = () => inTransaction(db, (tx) => writeAll(tx, vault, all))
    try {
      return await attempt()
    } catch (error) {
      if (all.length > 1 || !isDuplicate(error)) throw error
      return attempt()
    }
  })
  return async (arrived) => {
    const row = (await storedAs(db.manager, arrived.push)) ?? (await receive(arrived))
    nudge()
    return row
  }
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
