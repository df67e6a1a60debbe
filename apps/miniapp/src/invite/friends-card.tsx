import type { FriendCard } from '@huitou/shared/referral/contract'
import { Text, View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { useState } from 'react'
import { AskedView } from '../features/asked/asked-view'
import { MoreLink } from '../features/asked/more-link'
import { usePages } from '../kit/use-pages'
import { Card } from '../ui/block/card'
import { Chip, type ChipTone } from '../ui/block/chip'
import { Press } from '../ui/press/press'
import { AppealSheet } from './appeal-sheet'
import './invite.scss'

const ALL = {}

const LOOKS: Record<FriendCard['state'], { text: string; tone: ChipTone }> = {
  joined: { text: '等朋友来', tone: 'info' },
  held: { text: '审核中', tone: 'warn' },
  qualified: { text: '已达成', tone: 'ok' },
  blocked: { text: '没通过', tone: 'plain' },
  reversed: { text: '已收回', tone: 'plain' },
}

const Row = ({ friend, onAppeal }: { friend: FriendCard; onAppeal: () => void }) => (
  <View className="invite-friend">
    <View className="grow">
      <View className="row between gap8">
        <Text className="t15 bold">{friend.name}</Text>
        <Chip {...LOOKS[friend.state]} />
      </View>
      <View className="t12 ink-2 top4">{friend.words}</View>
      {friend.appealed ? <View className="t12 ink-3">已申诉，店里看过会改在这里</View> : null}
      {friend.mayAppeal ? (
        <Press className="invite-appeal t14 ink-brand" label={`为${friend.name}申诉`} dim onPress={onAppeal}>
          <Text>有话要说，申诉一次</Text>
        </Press>
      ) : null}
    </View>
  </View>
)

const Nobody = () => <View className="t14 ink-3 center top12">还没有朋友加入。朋友第一次来，就会出现在这里</View>

/** Who came, masked, and where each stands. */
export const FriendsCard = () => {
  const { first, rows, hasMore, loadingMore, moreFailure, loadMore } = usePages('referral.friends', ALL)
  const [appealing, setAppealing] = useState<FriendCard | null>(null)
  useReachBottom(() => void loadMore())
  return (
    <Card title="邀请的朋友">
      <AskedView asked={first} bones={[64, 64]} failed="朋友没有取到" empty={<Nobody />} saysStale={false}>
        {() => (
          <View>
            {rows.map((friend) => (
              <Row key={friend.id} friend={friend} onAppeal={() => setAppealing(friend)} />
            ))}
            <MoreLink
              hasMore={hasMore}
              busy={loadingMore}
              failure={moreFailure}
              end="都在这里了"
              onMore={() => void loadMore()}
            />
          </View>
        )}
      </AskedView>
      <AppealSheet friend={appealing} onClose={() => setAppealing(null)} onSent={first.reload} />
    </Card>
  )
}
