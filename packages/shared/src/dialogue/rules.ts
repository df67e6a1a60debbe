import { no, type Decision } from '../kit/decision'

/** Until when WeChat lets the shop write to somebody, and how many messages more. */
export type Window = { endsAt: Date | null; left: number }

/** What opened them: a message of the person's own, or merely coming (to the chat, by a menu, a scan, a follow). */
export type Windows = { message: Window; visit: Window }
export type WindowKind = keyof Windows

export const SHUT: Windows = { message: { endsAt: null, left: 0 }, visit: { endsAt: null, left: 0 } }

const HOUR_MS = 3_600_000
const MESSAGE_MS = 48 * HOUR_MS
const MESSAGE_COUNT = 5
const VISIT_MS = 60_000
const VISIT_COUNT = { mini: 2, official: 3 } as const
/** What is sent must also arrive in time. */
const MARGIN_MS = 5_000

/** `taken` are messages that are counted against the new window already, or will be. One that came late shortens nothing. */
const opened = (before: Window, at: Date, lastsMs: number, count: number, taken: number): Window => {
  const endsAt = new Date(at.getTime() + lastsMs)
  if (before.endsAt !== null && before.endsAt > endsAt) return before
  return { endsAt, left: Math.max(0, count - taken) }
}

/** The person wrote at `at`: five messages within 48 hours. */
export const openByMessage = (windows: Windows, at: Date, taken: number): Windows => ({
  ...windows,
  message: opened(windows.message, at, MESSAGE_MS, MESSAGE_COUNT, taken),
})

/** The person came at `at`: two messages within a minute in the mini program, three in the 公众号. */
export const openByVisit = (windows: Windows, at: Date, app: keyof typeof VISIT_COUNT, taken: number): Windows => ({
  ...windows,
  visit: opened(windows.visit, at, VISIT_MS, VISIT_COUNT[app], taken),
})

/** Whether a message that ends with its window can still be sent. */
export const isInTime = (endsAt: Date, now: Date) => endsAt.getTime() - now.getTime() > MARGIN_MS

const isOpen = ({ endsAt }: Window, now: Date) => endsAt !== null && isInTime(endsAt, now)

/** How many more messages may be written at `now`, and until when; `endsAt` null: none, whatever is left. */
export function roomIn({ message, visit }: Windows, now: Date): Window {
  const open = [visit, message].filter((one) => isOpen(one, now))
  const ends = open.flatMap(({ endsAt }) => endsAt ?? [])
  return {
    endsAt: ends.reduce<Date | null>((last, one) => (last === null || one > last ? one : last), null),
    left: open.reduce((sum, { left }) => sum + left, 0),
  }
}

export type SendRefusal = 'window_closed' | 'window_full' | 'link_unasked'

/**
 * From which window a message is taken: from the one that ends first, as WeChat counts. A link may advertise something, so it waits until
 * the person has written.
 */
export function judgeSend(
  windows: Windows,
  { hasLink }: { hasLink: boolean },
  now: Date,
): Decision<{ kind: WindowKind; endsAt: Date }, SendRefusal> {
  const open = (['visit', 'message'] as const).filter((kind) => isOpen(windows[kind], now))
  if (open.length === 0) return no('window_closed')
  const allowed = open.filter((kind) => kind === 'message' || !hasLink)
  if (allowed.length === 0) return no('link_unasked')
  const kind = allowed.find((one) => windows[one].left > 0)
  const endsAt = kind && windows[kind].endsAt
  return kind && endsAt ? { ok: true, kind, endsAt } : no('window_full')
}

/** So many of a window are for people of the shop: what it tells by itself never takes the last. */
export const KEPT_FOR_PEOPLE = 2

/** The same for what the shop tells by itself, which leads into the mini program: only who has written is told anything there. */
export function judgeNotice(windows: Windows, now: Date): ReturnType<typeof judgeSend> {
  const judged = judgeSend(windows, { hasLink: true }, now)
  return judged.ok && windows[judged.kind].left <= KEPT_FOR_PEOPLE ? no('window_full') : judged
}
