import { Text, View } from '@tarojs/components'
import { Press } from '../press/press'
import './tabs.scss'

type Tab<Key extends string> = { key: Key; text: string }

export const Tabs = <Key extends string>({
  tabs,
  active,
  onChange,
}: {
  tabs: readonly Tab<Key>[]
  active: Key
  onChange: (key: Key) => void
}) => (
  <View className="tabs">
    {tabs.map(({ key, text }) => (
      <Press
        key={key}
        className={`tabs-one ${key === active ? 'tabs-on' : ''}`}
        role="tab"
        selected={key === active}
        label={text}
        dim
        onPress={() => onChange(key)}
      >
        <Text>{text}</Text>
      </Press>
    ))}
  </View>
)
