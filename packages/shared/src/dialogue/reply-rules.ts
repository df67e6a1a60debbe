/** What the 公众号 answers by itself. */
export type ReplySettings = { enabled: boolean; keywords: string[]; menuKeys: string[] }

export const DEFAULT_REPLIES: ReplySettings = {
  enabled: true,
  keywords: ['签到', '打卡', 'qd'],
  menuKeys: ['checkin'],
}

const WRITTEN_MAX = 40

/** As people mean it: whatever width, case and final sign they typed. */
const meant = (text: string) =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s。.!~…]+$/u, '')

/** Whether somebody wrote one of the words, and nothing besides. */
export function isKeyword(text: string, { keywords }: Pick<ReplySettings, 'keywords'>): boolean {
  if (text.length > WRITTEN_MAX) return false
  const said = meant(text)
  return said !== '' && keywords.some((word) => meant(word) === said)
}

type Gift = { points: number; couponName: string | null }

/** What is known when somebody has asked to check in. */
export type Outcome =
  | {
      kind: 'done'
      /** Checked in before, by whatever way. */
      again: boolean
      points: number
      streak: number
      couponNames: string[]
      next: (Gift & { inDays: number; label: string }) | null
      /** Why today is not like other days. */
      mark: string | null
      claimable: string | null
    }
  | { kind: 'stranger' }
  | { kind: 'refused'; words: string }
  | { kind: 'stalled' }

/** Names are the shop's own words; a pointed bracket in one would be taken for a link. */
export const plain = (text: string) => text.replace(/[<>]/g, '')

const giftWords = ({ points, couponName }: Gift) =>
  [points > 0 ? ` ${points} 积分` : '', couponName === null ? '' : `「${plain(couponName)}」`]
    .filter((one) => one !== '')
    .join('和')

function nextWords(next: (Gift & { inDays: number; label: string }) | null): string {
  if (next === null) return ''
  const gift = giftWords(next)
  if (gift === '') return ''
  return next.inDays <= 1
    ? `明天再来签，${plain(next.label)}，得${gift}。`
    : `再过 ${next.inDays} 天，${plain(next.label)}，得${gift}。`
}

function doneWords({ again, points, streak, couponNames, next, mark, claimable }: Outcome & { kind: 'done' }) {
  const earned = points > 0 ? `，积分 +${points}` : ''
  const first = again ? `今天已经签过了，连签 ${streak} 天。` : `签到成功${earned}，连签 ${streak} 天。`
  const coupons = couponNames.map((name) => `「${plain(name)}」`).join('、')
  return [
    first,
    coupons === '' || again ? '' : `还得了${coupons}，在卡包里。`,
    mark === null ? '' : `今天是${plain(mark)}。`,
    nextWords(next),
    claimable === null ? '' : `有券可以领：${plain(claimable)}。`,
  ]
}

const linesOf = (outcome: Outcome): string[] => {
  if (outcome.kind === 'done') return doneWords(outcome)
  if (outcome.kind === 'refused') return [outcome.words]
  if (outcome.kind === 'stranger') return ['先在小程序里加入会员，以后在这里发「签到」就能签。']
  return ['微信这会儿没有回应，签到还没算上，积分没有动。过一会儿再发一次，或者打开小程序签。']
}

/** Where the link leads; `href` is for phones whose WeChat is too old for it. */
export type Link = { appId: string; path: string; href: string }

/** A link into the mini program, as WeChat reads it in a text. */
export const linkTo = ({ appId, path, href }: Link, words: string) =>
  `<a href="${href}" data-miniprogram-appid="${appId}" data-miniprogram-path="${path}">${words}</a>`

/** The whole answer: what happened, what is next, and the way into the mini program. */
export function replyWords(outcome: Outcome, link: Link): string {
  const words = outcome.kind === 'stranger' ? '打开小程序加入' : '打开小程序看看'
  return [...linesOf(outcome), linkTo(link, words)].filter((line) => line !== '').join('\n')
}
