import type { Preferences } from '@huitou/shared/notify/contract'
import type { Quiet } from '@huitou/shared/notify/prefer-rules'

type Topic = Preferences['topics'][number]

const HOUR = 60
const HALF = 30

const two = (value: number) => String(value).padStart(2, '0')

export const clockText = (minutes: number) => `${two(Math.floor(minutes / HOUR))}:${two(minutes % HOUR)}`

/** Every half hour of a day, as a picker lists them. */
export const HALF_HOURS = Array.from({ length: 48 }, (_, step) => step * HALF)

export const quietText = ({ from, until }: Quiet) => {
  if (from === until) return '不设，随时都能说'
  return `${clockText(from)} 到${until < from ? '次日' : ''} ${clockText(until)}`
}

/** How a topic reaches the member now, said as it is: one accept in WeChat is one message. */
export const wayText = ({ wechat, templateId, allowed }: Topic, hasMessages: boolean) => {
  if (templateId === null || !wechat) return '只在小程序里'
  if (allowed > 0) return `微信还会说 ${allowed} 次`
  return hasMessages ? '没有允许的次数，只在小程序里' : '只在小程序里'
}

/** Topics under their headings, in their order. */
export function groupsOf(topics: readonly Topic[]) {
  const groups: { title: string; topics: Topic[] }[] = []
  for (const topic of topics) {
    const last = groups[groups.length - 1]
    if (last?.title === topic.group) last.topics.push(topic)
    else groups.push({ title: topic.group, topics: [topic] })
  }
  return groups
}

/** What the pop-up is asked for at once, those first that are allowed least. */
export const askableOf = (topics: readonly Topic[]): string[] => {
  const wanted = topics.filter(({ wechat, templateId }) => wechat && templateId !== null)
  const ids = [...wanted].sort((a, b) => a.allowed - b.allowed).flatMap(({ templateId }) => templateId ?? [])
  return [...new Set(ids)]
}
