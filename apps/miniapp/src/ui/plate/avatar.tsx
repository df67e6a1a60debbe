import { Text, View } from '@tarojs/components'
import { Icon } from '../icon/icon'
import './avatar.scss'

/** The first character of what the member calls themself; a plain figure when they keep it to themself. */
export const Avatar = ({ name }: { name: string | null }) => {
  const [first] = Array.from(name ?? '')
  return (
    <View className="avatar" aria-hidden>
      {first === undefined ? <Icon name="user" size={20} /> : <Text>{first}</Text>}
    </View>
  )
}
