import type { Written } from '@huitou/shared/notify/rules'
import type { Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'

type Notice = { memberId: string; title: string; words: string; page: string | null; now: Date }

/** The window in which the shop may answer a member: of a room that stands beside this one, handed in by who starts both. */
export type DialogueDoor = {
  /** Takes a place in an open window, under the lock of that room's own. Answers what stands for it there; null where there is none. */
  takePlace: (tx: Tx, platform: Platform, notice: Notice) => Promise<string | null>
  /** Hands it to WeChat, outside of any transaction. */
  hand: (platform: Platform, noticeId: string) => Promise<Written>
  /** Writes down how that ended; what was surely not sent gives its place back. */
  settle: (tx: Tx, noticeId: string, written: Written, now: Date) => Promise<void>
}
