import type { WindowKind } from '@huitou/shared/dialogue/rules'
import type { Tx } from '#server/platform/db/tx'
import { Contacts, Messages, type ContactRow, type MessageRow } from '../entities'
import { windowColumns, windowsOf } from '../person/contact'

type Place = { kind: WindowKind; endsAt: Date }
type Written = Pick<MessageRow, 'textSealed' | 'at' | 'state' | 'nextAt' | 'operatorId'>

/** Writes a message of the shop's own and takes its place in the window at once; the contact is locked. Answers the message's id. */
export async function writeInto(tx: Tx, contact: ContactRow, { kind, endsAt }: Place, written: Written) {
  const windows = windowsOf(contact)
  const taken = { ...windows, [kind]: { ...windows[kind], left: windows[kind].left - 1 } }
  await tx.update(Contacts, { id: contact.id }, windowColumns(taken))
  const row = { contactId: contact.id, pushId: null, takenFrom: kind, endsAt, sentAt: null, why: null, ...written }
  return String((await tx.insert(Messages, row)).identifiers[0]?.['id'])
}
