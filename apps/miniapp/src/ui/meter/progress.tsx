import { View } from '@tarojs/components'
import './progress.scss'

/** How far, in percent. */
export const Progress = ({ percent, thick, label }: { percent: number; thick?: boolean; label: string }) => (
  <View className={`progress ${thick ? 'progress-thick' : ''}`} role="progressbar" aria-label={`${label}，${percent}%`}>
    <View className="progress-fill" style={{ width: `${percent}%` }} />
  </View>
)
