import { Text, View } from '@tarojs/components'
import { goBack } from '../../kit/navigate'
import { Icon } from '../icon/icon'
import { Press } from '../press/press'

/** The bar that WeChat draws itself and a browser does not. */
export const TopBar = ({ title, back }: { title: string; back: boolean }) => (
  <View className="top-bar">
    {back ? (
      <Press className="top-bar-back" label="返回" dim onPress={() => void goBack()}>
        <Icon name="left" />
      </Press>
    ) : null}
    <Text role="heading">{title}</Text>
  </View>
)
