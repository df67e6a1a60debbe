import type { CommunityGroupCard } from '@huitou/shared/community/contract'
import { Image, View } from '@tarojs/components'
import { useToday } from '../../kit/session'
import { dayOf, dayText, momentText } from '../../kit/time'
import { Card } from '../../ui/block/card'
import { IconBlock } from '../../ui/block/icon-block'
import { Note } from '../../ui/block/note'
import '../invite.scss'

type Code = NonNullable<CommunityGroupCard['code']>
type Way = CommunityGroupCard['wayIn']

/** Why nobody gets in now, and what to do: nothing that has ended is shown. */
const SHUT: Record<Exclude<Way, 'open'>, { title: string; text: string }> = {
  full: { title: '这个群人满了', text: '店里正在开新群，过两天再来看看' },
  renewing: { title: '二维码正在更新', text: '店里正在换新的，过一会儿再来看看' },
}

const PRESS = {
  group: '长按识别二维码进群',
  housekeeper: '长按识别，加小管家进群',
} as const

const useUntil = ({ until }: Code) => {
  const today = useToday()
  if (until === null) return null
  return `${today === null ? dayText(dayOf(until)) : momentText(until, today)} 前有效`
}

/** Pressed long on a phone, scanned from a screen. Always on white, or no phone reads it. */
const Picture = ({ code, kind }: { code: Code; kind: CommunityGroupCard['kind'] }) => {
  const until = useUntil(code)
  return (
    <View className="top16">
      <Image
        className="invite-code"
        src={`${API_BASE}${code.url}`}
        mode="aspectFit"
        showMenuByLongpress
        aria-label="群二维码"
      />
      <View className="t15 bold center top12">{PRESS[kind]}</View>
      {until === null ? null : <View className="t12 ink-3 center top4">{until}</View>}
    </View>
  )
}

const Shut = ({ wayIn }: { wayIn: Exclude<Way, 'open'> }) => (
  <View className="col items-center top16">
    <IconBlock name={wayIn === 'full' ? 'user' : 'refresh'} tone="plain" />
    <View className="t15 bold top8">{SHUT[wayIn].title}</View>
    <View className="t14 ink-2 center top4">{SHUT[wayIn].text}</View>
  </View>
)

/** The first choice, where another stands in for it. */
const insteadWords = ({ name, wayIn }: CommunityGroupCard) =>
  wayIn === 'full' ? `「${name}」人满了，先进下面这个群` : `「${name}」的二维码正在更新，先进下面这个群`

type CodeCardProps = {
  group: CommunityGroupCard | null
  instead: CommunityGroupCard | null
  region: string | null
  /** Opens what else there is; null where there is nothing else. */
  onChoose: (() => void) | null
}

/** The way into one group: its code, or why there is none and what stands in for it. */
export const CodeCard = ({ group, instead, region, onChoose }: CodeCardProps) => {
  const shown = instead ?? group
  const more = onChoose === null ? {} : { more: { text: region ?? '换一个群', onPress: onChoose } }
  if (group === null || shown === null)
    return (
      <Card title="现在没有可以进的群">
        <View className="t14 ink-2 top8">店里正在开新群，过两天再来看看</View>
      </Card>
    )
  return (
    <Card title={shown.name} {...more}>
      {instead === null ? null : (
        <View className="top8">
          <Note icon="info" tone="warn">
            {insteadWords(group)}
          </Note>
        </View>
      )}
      <View className="t14 ink-2 top8">{shown.words}</View>
      {shown.code === null ? null : <Picture code={shown.code} kind={shown.kind} />}
      {shown.wayIn === 'open' ? null : <Shut wayIn={shown.wayIn} />}
    </Card>
  )
}
