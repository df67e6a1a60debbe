import type { WorkItem } from '@huitou/shared/worklist/contract'
import type { Day } from '@huitou/shared/kit/day'
import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { openPath } from '../../kit/navigate'
import { Chip } from '../../ui/block/chip'
import { Btn } from '../../ui/press/btn'
import { noteLines, stateChip } from './words'
import './work-row.scss'

export type WorkActs = {
  onDone: (item: WorkItem) => void
  onSkip: (item: WorkItem) => void
  onUndo: (item: WorkItem) => void
}

/** What is ready to be used: the words, the page and the poster. */
const Ready = ({ item: { text, path, picture } }: { item: WorkItem }) => (
  <View className="row gap8 top8 work-ready">
    {text === null ? null : (
      <Btn label="复制文案" kind="soft" size="small" onPress={() => void Taro.setClipboardData({ data: text })} />
    )}
    {path === null ? null : <Btn label="打开页面" kind="soft" size="small" onPress={() => void openPath(path)} />}
    {picture === null ? null : (
      <Btn
        label="看海报"
        kind="soft"
        size="small"
        onPress={() => void Taro.previewImage({ urls: [`${API_BASE}${picture.url}`] })}
      />
    )}
  </View>
)

const Acts = ({ item, busy, acts }: { item: WorkItem; busy: boolean; acts: WorkActs }) => {
  if (item.state === 'open')
    return (
      <View className="row gap8 top12">
        <Btn className="grow" label="做完了" size="medium" busy={busy} onPress={() => acts.onDone(item)} />
        <Btn label="今天不做" kind="line" size="medium" onPress={() => acts.onSkip(item)} />
      </View>
    )
  if (item.undoUntil === null) return null
  return (
    <View className="row gap8 top8">
      <Btn label="撤销" kind="line" size="small" busy={busy} onPress={() => acts.onUndo(item)} />
    </View>
  )
}

type WorkRowProps = { item: WorkItem; today: Day | null; busy: boolean; acts: WorkActs }

export const WorkRow = ({ item, today, busy, acts }: WorkRowProps) => {
  const chip = stateChip(item)
  return (
    <View className="work-row">
      <View className="row between gap8">
        <View className="t15 bold grow">{item.title}</View>
        {chip ? <Chip {...chip} /> : null}
      </View>
      {noteLines(item, today).map((line) => (
        <View key={line} className="t12 ink-3 top4">
          {line}
        </View>
      ))}
      {item.text === null || item.group === 'closed' ? null : <View className="work-text t14 top8">{item.text}</View>}
      {item.group === 'closed' ? null : <Ready item={item} />}
      <Acts item={item} busy={busy} acts={acts} />
    </View>
  )
}
