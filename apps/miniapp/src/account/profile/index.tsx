import { View } from '@tarojs/components'
import { MemberOnly } from '../../features/joining/member-only'
import { useSession } from '../../kit/session'
import { Page } from '../../ui/page/page'
import { Note } from '../../ui/block/note'
import { Nickname } from './nickname'
import { Birthday } from './birthday'
import { Phone } from './phone'

const Profile = () => {
  const member = useSession((session) => session.member)
  if (member === null) return null
  return (
    <View>
      <Note icon="shield">这些都可以不填，不影响签到、领券和用券。填了也能随时清掉。</Note>
      <View className="top12">
        <Nickname nickname={member.nickname} />
        <Birthday birthday={member.birthday} />
        <Phone phoneMasked={member.phoneMasked} />
      </View>
    </View>
  )
}

export default function ProfilePage() {
  return (
    <Page title="个人资料">
      <MemberOnly
        bones={[64, 120, 120, 120]}
        title="还没有加入会员"
        text="加入只要点两下，昵称、生日、手机号都可以不给"
      >
        <Profile />
      </MemberOnly>
    </Page>
  )
}
