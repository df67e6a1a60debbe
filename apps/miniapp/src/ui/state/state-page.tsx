import { View } from '@tarojs/components'
import { Btn } from '../press/btn'
import './state-page.scss'

export type StateAction = { label: string; onPress: () => void; busy?: boolean }

type StatePageProps = {
  art: 'empty' | 'list' | 'offline' | 'error'
  title: string
  text: string
  action?: StateAction
  second?: StateAction
  /** The problem's number; what a shop needs to find it in the log. */
  reference?: string | null
}

/** A page without content: what happened, whether points or coupons moved, what to do now. */
export const StatePage = ({ art, title, text, action, second, reference }: StatePageProps) => (
  <View className="state">
    <View className="art art-state" aria-hidden>
      <View className={`art-${art}-line`} />
      <View className={`art-${art}-accent`} />
    </View>
    <View className="t17 top16 center">{title}</View>
    <View className="t14 ink-2 top8 center state-text">{text}</View>
    {action ? (
      <Btn className="btn-wide top24" size="medium" label={action.label} busy={action.busy} onPress={action.onPress} />
    ) : null}
    {second ? (
      <Btn className="btn-wide top12" size="medium" kind="line" label={second.label} onPress={second.onPress} />
    ) : null}
    {reference ? (
      <View className="t12 ink-3 top16 center state-text">问题编号 {reference}，告诉店家可更快查到</View>
    ) : null}
  </View>
)
