/** Until when, and how many more, customer messages may go to somebody. */
type Window = { endsAtMs: number; left: number }

/** What a person did last that lets the shop write, and until when it shows as typing. */
export type Contact = { message: Window; visit: Window; typingUntilMs: number }

const MESSAGE_WINDOW_MS = 48 * 3_600_000
const VISIT_WINDOW_MS = 60_000
// WeChat shows "typing" for fifteen seconds; that it refuses a second order as long is an assumption.
const TYPING_MS = 15_000

const SHUT: Window = { endsAtMs: Number.NEGATIVE_INFINITY, left: 0 }
const STRANGER: Contact = { message: SHUT, visit: SHUT, typingUntilMs: Number.NEGATIVE_INFINITY }

type Contacts = Map<string, Contact>

const contactOf = (contacts: Contacts, openId: string) => contacts.get(openId) ?? STRANGER

/** The person wrote: five messages within 48 hours. */
export const openByMessage = (contacts: Contacts, openId: string, nowMs: number) => {
  const message = { endsAtMs: nowMs + MESSAGE_WINDOW_MS, left: 5 }
  contacts.set(openId, { ...contactOf(contacts, openId), message })
}

/** The person came in, or tapped a menu: a few messages within a minute. */
export const openByVisit = (contacts: Contacts, openId: string, left: number, nowMs: number) => {
  const visit = { endsAtMs: nowMs + VISIT_WINDOW_MS, left }
  contacts.set(openId, { ...contactOf(contacts, openId), visit })
}

/** Takes one message from the window that ends first. */
export const takeTurn = (contacts: Contacts, openId: string, nowMs: number): 'taken' | 'closed' | 'spent' => {
  const contact = contactOf(contacts, openId)
  const open = (['visit', 'message'] as const).filter((name) => nowMs <= contact[name].endsAtMs)
  if (open.length === 0) return 'closed'
  const name = open.find((each) => contact[each].left > 0)
  if (!name) return 'spent'
  const window = contact[name]
  contacts.set(openId, { ...contact, [name]: { ...window, left: window.left - 1 } })
  return 'taken'
}

export const startTyping = (contacts: Contacts, openId: string, nowMs: number): 'typing' | 'closed' | 'already' => {
  const contact = contactOf(contacts, openId)
  if (nowMs > Math.max(contact.message.endsAtMs, contact.visit.endsAtMs)) return 'closed'
  if (nowMs < contact.typingUntilMs) return 'already'
  contacts.set(openId, { ...contact, typingUntilMs: nowMs + TYPING_MS })
  return 'typing'
}

export const stopTyping = (contacts: Contacts, openId: string) => {
  contacts.set(openId, { ...contactOf(contacts, openId), typingUntilMs: Number.NEGATIVE_INFINITY })
}
