import { Text } from '@tarojs/components'
import { openPage } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Icon } from '../../ui/icon/icon'
import { Press } from '../../ui/press/press'
import './invite-link.scss'

/** A quiet way to the page where friends are invited, while they can be; it promises nothing for sending anything (R29). */
export const InviteLink = () => {
  const { data } = useAsk('referral.offer', {})
  return data?.on === true ? (
    <Press className="invite-link t14 ink-3" label="邀请朋友一起来" dim onPress={() => void openPage('invite/index')}>
      <Text>邀请朋友一起来</Text>
      <Icon name="right" size={14} bold />
    </Press>
  ) : null
}
