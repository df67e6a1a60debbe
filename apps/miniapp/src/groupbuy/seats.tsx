import type { TeamCard } from '@huitou/shared/groupbuy/contract'
import { Text, View } from '@tarojs/components'
import { useLeft } from '../kit/use-left'
import { Icon } from '../ui/icon/icon'
import { Avatar } from '../ui/plate/avatar'
import { payingText, teamTitle } from '../features/groupbuy/words'
import './seats.scss'

const two = (value: number) => String(value).padStart(2, '0')

const HOUR_S = 3600

/** 02 : 14 : 36, each in a block of its own (UI 11). */
const Countdown = ({ leftMs }: { leftMs: number }) => {
  const seconds = Math.floor(leftMs / 1000)
  const parts = [Math.floor(seconds / HOUR_S), Math.floor(seconds / 60) % 60, seconds % 60].map(two)
  return (
    <View className="row middle gap8 top8" role="timer" aria-label={`剩余 ${parts.join(' 时 ')}`}>
      <Text className="t14 ink-2">剩余</Text>
      {parts.map((part, index) => (
        <View key={index} className="row gap8">
          {index === 0 ? null : <Text className="bold">:</Text>}
          <Text className="seats-block num">{part}</Text>
        </View>
      ))}
    </View>
  )
}

const Seat = ({ seat }: { seat: TeamCard['seats'][number] }) => (
  <View className="seat">
    <Avatar name={seat.isYou ? '你' : seat.name} />
    <View className="t14 top4">{seat.isYou ? '你' : seat.name}</View>
    <View className="t12 ink-3">{seat.isLeader ? '团长 · 已付' : '已付'}</View>
  </View>
)

const EmptySeat = ({ open, waitsFor }: { open: boolean; waitsFor: '你' | '朋友' }) => (
  <View className="seat">
    <View className="seat-empty" aria-hidden>
      {open ? <Text className="num n22 ink-3">+</Text> : <Icon name="close" size={20} />}
    </View>
    <View className="t14 ink-3 top4">{open ? `等${waitsFor}来` : '空着'}</View>
  </View>
)

const NEVER = '1970-01-01T00:00:00.000Z'

/** How a team stands: who is missing, how long there is, who sits where. */
export const Seats = ({ team }: { team: TeamCard }) => {
  const leftMs = useLeft(team.deadlineAt ?? NEVER)
  const running = team.state === 'forming' && leftMs > 0
  const paying = payingText(team)
  return (
    <View className="seats">
      <View className="t22 center">{teamTitle(team, leftMs === 0)}</View>
      {running ? <Countdown leftMs={leftMs} /> : null}
      <View className="seats-line">
        {team.seats.map((seat, index) => (
          <Seat key={index} seat={seat} />
        ))}
        {Array.from({ length: team.size - team.seats.length }, (_, index) => (
          <EmptySeat
            key={`empty${index}`}
            open={team.state !== 'failed'}
            waitsFor={team.seats.some(({ isYou }) => isYou) ? '朋友' : '你'}
          />
        ))}
      </View>
      {running && paying !== null ? <View className="t12 ink-3 center">{paying}</View> : null}
    </View>
  )
}
