/** What a scan found: a mini program code of our own (the page it opens), or any other code's text. */
export type Scanned = { kind: 'mini_code'; path: string } | { kind: 'text'; text: string }

/** A code on this screen that a scanner may read, for the try-it page where one frame scans the other. */
export type ShownCode = { code: string; label: string; endsAt: string }

/** A card in group chats that the server changes as people join. */
export type ChangingCard = { activityId: string; members: number; places: number }

/** What wx.requestPayment takes, as the server signed it. */
export type PaySheet = { timeStamp: string; nonceStr: string; package: string; signType: 'RSA'; paySign: string }
/** What somebody answered about one kind of message. */
export type MessageAnswer = { templateId: string; status: 'accept' | 'reject' | 'ban' | 'filter' }

/** What the pages want from the phone. `device.ts` is WeChat, `device.h5.ts` the preview in a browser. */
export type Device = {
  /** A code of WeChat for logging in; works once. */
  loginCode(): Promise<string>
  /** Null when the person closed the scanner. */
  scan(): Promise<Scanned | null>
  /** Lets the card that is shared next show how many are in, also after it was sent. */
  changingCard(card: ChangingCard): void
  /**
   * WeChat's payment sheet. Whether it was paid is for the server to say: `closed` only tells that the person closed it.
   */
  pay(sheet: PaySheet): Promise<'done' | 'closed'>
  /** One short buzz for done, two for refused (UI §5). */
  vibrate(kind: 'done' | 'refused'): void
  /** Lights the screen up and keeps it on. Call what it answers to put it back. */
  brighten(): () => void
  /** Whether there are messages to allow here at all. */
  hasMessages: boolean
  /** WeChat's pop-up about messages. Only right in a tap (R10): nothing may be waited for before. */
  askForMessages(templateIds: string[]): Promise<MessageAnswer[]>
  /** WeChat's font size factor, 1 by default. */
  fontScale(): number
}
