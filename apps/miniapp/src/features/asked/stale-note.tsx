import { View } from '@tarojs/components'
import type { CallFailed } from '../../kit/call/failure'
import { clockText } from '../../kit/time'
import { Note } from '../../ui/block/note'
import './stale-note.scss'

/** Stands above data that could not be brought up to date. */
export const StaleNote = ({ failure, refreshedAtMs }: { failure: CallFailed | null; refreshedAtMs: number | null }) => {
  if (failure === null || refreshedAtMs === null) return null
  const at = clockText(new Date(refreshedAtMs).toISOString())
  return (
    <View className="stale">
      <Note icon="offline" tone="warn">
        {failure.offline ? `离线中 · 上次更新 ${at}，显示的是旧数据` : `没有更新成功，显示的是 ${at} 的数`}
      </Note>
    </View>
  )
}
