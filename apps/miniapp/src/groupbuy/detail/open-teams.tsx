import type { TeamCard } from '@huitou/shared/groupbuy/contract'
import { Text, View } from '@tarojs/components'
import { openPage } from '../../kit/navigate'
import { yuanText } from '../../kit/number'
import { countdownText } from '../../kit/time'
import { useLeft } from '../../kit/use-left'
import { Card } from '../../ui/block/card'
import { Avatar } from '../../ui/plate/avatar'
import { Btn } from '../../ui/press/btn'

const NEVER = '1970-01-01T00:00:00.000Z'

const Row = ({ team }: { team: TeamCard }) => {
  const leftMs = useLeft(team.deadlineAt ?? NEVER)
  const leader = team.seats.find(({ isLeader }) => isLeader) ?? team.seats[0]
  const yours = team.seats.some(({ isYou }) => isYou)
  return (
    <View className="team-row">
      <Avatar name={leader?.name ?? null} />
      <View className="grow">
        <View className="row wrap gap4 t15">
          <Text>{yours ? '你' : (leader?.name ?? '会员')}</Text>
          <Text>{yours ? `在的 ${team.size} 人团` : `的 ${team.size} 人团`}</Text>
        </View>
        <View className="row wrap gap8 t12 ink-3">
          <Text>{`还差 ${team.missing} 人`}</Text>
          <Text>{`剩 ${countdownText(leftMs)}`}</Text>
        </View>
      </View>
      <Btn
        size="small"
        kind={yours ? 'line' : 'main'}
        label={yours ? '去看看' : `${yuanText(team.priceFen)} 元参团`}
        onPress={() => void openPage('groupbuy/team/index', { scene: team.scene })}
      />
    </View>
  )
}

/** Teams that only miss somebody: joining one is quicker than finding friends. */
export const OpenTeams = ({ teams }: { teams: readonly TeamCard[] }) =>
  teams.length === 0 ? null : (
    <Card title="这些团就差人了">
      {teams.map((team) => (
        <Row key={team.id} team={team} />
      ))}
    </Card>
  )
