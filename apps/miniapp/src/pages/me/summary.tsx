import { View } from '@tarojs/components'
import { openPage } from '../../kit/navigate'
import { useSession } from '../../kit/session'
import { dayOf, dayText } from '../../kit/time'
import { useAsk } from '../../kit/use-ask'
import { logInAgain, useLoggedOut } from '../../features/account/logged-out'
import { Icon } from '../../ui/icon/icon'
import { Avatar } from '../../ui/plate/avatar'
import { Plate } from '../../ui/plate/plate'
import { Btn } from '../../ui/press/btn'
import { Press } from '../../ui/press/press'

const year = (joinedAt: string) => `${Math.floor(dayOf(joinedAt) / 10_000)}年${dayText(dayOf(joinedAt))}`

const Stranger = () => {
  const { loggedOut } = useLoggedOut()
  return (
    <Plate style="basic">
      <View className="t17">{loggedOut ? '已经退出登录' : '还没有加入会员'}</View>
      <View className="t14 top4">
        {loggedOut ? '积分和券都还在，重新登录就能看到' : '加入只要点两下，见面礼当场到账'}
      </View>
      <Btn
        className="top12"
        size="medium"
        label={loggedOut ? '重新登录' : '看看见面礼'}
        onPress={() => void (loggedOut ? logInAgain() : openPage('pages/landing/index'))}
      />
    </Plate>
  )
}

/** Who this is, as little or as much as they told. */
export const Summary = () => {
  const member = useSession((session) => session.member)
  const tier = useAsk('tier.mine', {}, { when: member !== null })
  if (member === null) return <Stranger />
  return (
    <Plate style={tier.data?.current.style ?? 'basic'}>
      <Press className="row gap12" label="看我的资料" dim onPress={() => void openPage('account/profile/index')}>
        <Avatar name={member.nickname} />
        <View className="grow">
          <View className="t17 cut">{member.nickname ?? '会员'}</View>
          <View className="t12 plate-quiet">{`${tier.data ? `${tier.data.current.name}会员 · ` : ''}${year(member.joinedAt)}加入`}</View>
        </View>
        <Icon name="right" size={16} bold />
      </Press>
    </Plate>
  )
}
