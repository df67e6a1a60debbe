import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './kv.scss'

/** What it is on the left, the value on the right. */
export const KV = ({ name, value, strong }: { name: string; value: ReactNode; strong?: 'plain' | 'brand' }) => (
  <View className="kv">
    <Text className="kv-name">{name}</Text>
    <View className={`kv-value ${strong ? 'bold' : ''} ${strong === 'brand' ? 'ink-brand' : ''}`}>{value}</View>
  </View>
)
