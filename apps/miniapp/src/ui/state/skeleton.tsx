import { View } from '@tarojs/components'
import './skeleton.scss'

/** A grey block of the size that the content will have, so that nothing jumps when it comes. */
export const Bone = ({ height, className = '' }: { height: number; className?: string }) => (
  <View className={`bone ${className}`} style={{ height: `${height}px` }} />
)

/** The skeleton of a page, one block per entry: its height in px. */
export const Skeleton = ({ heights }: { heights: readonly number[] }) => (
  <View className="skeleton" role="alert" aria-label="正在打开">
    {heights.map((height, index) => (
      <Bone key={index} height={height} />
    ))}
  </View>
)
