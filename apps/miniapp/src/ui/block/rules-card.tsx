import { Text, View } from '@tarojs/components'
import { Card } from './card'

/** How something works, in numbered sentences, before the button that takes part. */
export const RulesCard = ({ title, rules }: { title: string; rules: readonly string[] }) => (
  <Card title={title}>
    <View className="top4" />
    {rules.map((rule, index) => (
      <View key={rule} className="row gap8 top4 items-baseline">
        <Text className="t14 ink-3">{`${index + 1}.`}</Text>
        <View className="t14 ink-2 grow">{rule}</View>
      </View>
    ))}
  </Card>
)
