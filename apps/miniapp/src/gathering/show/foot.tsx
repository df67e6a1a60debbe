import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { JoinAndClaim } from '../../features/joining/join-and-claim'
import { JoinFooter } from '../../features/joining/join-footer'
import { openPage } from '../../kit/navigate'
import { Btn } from '../../ui/press/btn'

type FootProps = {
  shown: Output<'gathering.show'>
  /** The code through which they came, if there was one. */
  scene: string | null
  onSignUp: () => void
  onJoined: () => Promise<void>
  onStale: () => Promise<void>
}

const JOIN = { label: '入会并报名', later: '先看看' } as const

/** Joining first. Through which code somebody came is known before they can join. */
const Join = ({ shown: { privacyVersion }, scene, onJoined, onStale }: FootProps) =>
  scene === null ? (
    <JoinFooter
      key={privacyVersion}
      {...JOIN}
      privacyVersion={privacyVersion}
      onJoined={() => void onJoined()}
      onStale={() => void onStale()}
    />
  ) : (
    <JoinAndClaim {...JOIN} through={scene} onJoined={onJoined} />
  )

/** The way up to a gathering of a higher tier. */
const Rise = ({ joined }: { joined: boolean }) =>
  joined ? (
    <Btn size="large" label="看看等级怎么升" onPress={() => void openPage('account/tiers/index')} />
  ) : (
    <Btn size="large" label="加入会员" onPress={() => void openPage('pages/landing/index')} />
  )

/** A ticket carries its own buttons, and who came has nothing left to press. */
export const hasFoot = ({ gathering: { state } }: FootProps['shown']) => state !== 'signed_up' && state !== 'came'

function whyOf({ state, why, walkIns }: FootProps['shown']['gathering']): string | null {
  // What is called off says so, with the reason, at the top.
  if (state === 'cancelled') return null
  return state === 'closed' && walkIns ? '报名截止了，直接来也行，有位子就能进' : why
}

/** The one thing to do here: sign up, join first, or why neither and what else there is. */
export const Foot = (props: FootProps) => {
  const { gathering, joined } = props.shown
  if (gathering.state === 'open')
    return joined ? <Btn size="large" label="报名" onPress={props.onSignUp} /> : <Join {...props} />
  const why = whyOf(gathering)
  return (
    <View>
      {why === null ? null : <View className="t12 ink-2 center">{why}</View>}
      <View className="top8" />
      {gathering.state === 'locked' ? (
        <Rise joined={joined} />
      ) : (
        <Btn size="large" kind="line" label="看看别的活动" onPress={() => void openPage('gathering/list/index')} />
      )}
    </View>
  )
}
