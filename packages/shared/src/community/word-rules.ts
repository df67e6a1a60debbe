import { CODE_DAYS, soonOf, wayInto, type Group } from './rules'
import type { GroupBody, GroupKind, PageBody } from './schema'

const DAY_MS = 86_400_000

/** What the platform forbids to pay for, whoever is paid (R29, R37). */
const NEVER = /分享|转发|朋友圈|关注|订阅/
const JOINS = '进群|入群|加群|进了群|加入群|加入社群|扫码进|拉人|拉好友|拉朋友|邀请|加管家|加小管家|加好友'
const GIVES =
  '送|领|赠|奖|红包|有礼|返现|返券|返利|得到|可得|就得|各得|得券|得积分|得\\s*\\d|\\d\\s*折|立减|减\\s*\\d|免单|免费拿|免费吃|免费喝'
/** 「进群送面包」 and 「领券请进群」: within one sentence, a gift beside the act of joining. */
const FOR_JOINING = new RegExp(`(${JOINS})[^。！；!;]{0,12}(${GIVES})|(${GIVES})[^。！；，!;,]{0,8}(${JOINS})`)

/** Whether words promise something for joining, inviting, sharing or following. */
export const isUnlawful = (words: readonly string[]) => words.some((one) => NEVER.test(one) || FOR_JOINING.test(one))

/** Every word of a group that a visitor reads. */
export const wordsOfGroup = ({ name, words }: Pick<GroupBody, 'name' | 'words'>) => [name, words]

/** Every word of a page that a visitor reads. */
export const wordsOfPage = ({ title, lead, blocks }: Pick<PageBody, 'title' | 'lead' | 'blocks'>) => [
  title,
  lead,
  ...blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : [])),
]

export type PageFault = 'unlawful' | 'no_group' | 'no_code'

const PAGE_FAULT_WORDS: Record<PageFault, string> = {
  unlawful: '提到了分享、转发、关注，或者说进群、邀请有奖励。微信不许为这些给奖励，请改掉',
  no_group: '选的群都停用了，换一个还在用的',
  no_code: '选的群现在都进不去：人满了，或者二维码过期了。先换一张二维码',
}

export const pageFaultWords = (fault: PageFault) => PAGE_FAULT_WORDS[fault]

/** What stands in the way of publishing; each has words for the operator. */
export function pageFaults(
  page: Pick<PageBody, 'title' | 'lead' | 'blocks'>,
  groups: readonly Pick<Group, 'state' | 'until'>[],
  now: Date,
): PageFault[] {
  const live = groups.filter(({ state }) => state !== 'ended')
  const faults: PageFault[] = isUnlawful(wordsOfPage(page)) ? ['unlawful'] : []
  if (live.length === 0) faults.push('no_group')
  else if (!live.some((group) => wayInto(group, now) === 'open')) faults.push('no_code')
  return faults
}

export type GroupFault = 'ended' | 'ending' | 'long'

const GROUP_FAULT_WORDS: Record<GroupFault, string> = {
  ended: '二维码已经过期，客人现在看不到。在群里重新生成一张传上来',
  ending: '二维码两天内过期，在群里重新生成一张传上来',
  long: `微信群的二维码 ${CODE_DAYS} 天就失效，截止时间填得太晚，请核对`,
}

export const groupFaultWords = (fault: GroupFault) => GROUP_FAULT_WORDS[fault]

/** What an operator should look at in a group that is in use. */
export function groupFaults(
  { kind, state, until }: { kind: GroupKind } & Pick<Group, 'state' | 'until'>,
  now: Date,
): GroupFault[] {
  if (state === 'ended' || until === null) return []
  if (until <= now) return ['ended']
  if (until <= soonOf(now)) return ['ending']
  return kind === 'group' && until.getTime() - now.getTime() > CODE_DAYS * DAY_MS ? ['long'] : []
}

/** What staff of its stores are asked to do. */
export const renewTitle = '群二维码快到期了'
export const renewWords = (name: string, end: string) =>
  `请在「${name}」里重新生成一张二维码，发给运营。现在这张 ${end} 到期`
