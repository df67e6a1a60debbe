import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { openPage } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { StatePage } from '../../ui/state/state-page'
import { GatheringRow } from '../row'

const BONES = [112, 112, 112] as const

const Nothing = () => (
  <StatePage
    art="list"
    title="最近没有活动"
    text="新品发布、品鉴、公开课，定好了日子都放在这里"
    action={{ label: '去首页', onPress: () => void openPage('pages/home/index') }}
  />
)

/** What goes on or is coming, soonest first. */
export const Coming = () => {
  const asked = useAsk('gathering.list', {}, { isEmpty: ({ gatherings }) => gatherings.length === 0 })
  usePullDown([asked])
  return (
    <AskedView asked={asked} bones={BONES} failed="活动没有取到" empty={<Nothing />}>
      {({ gatherings }) => gatherings.map((one) => <GatheringRow key={one.gatheringId} gathering={one} />)}
    </AskedView>
  )
}
