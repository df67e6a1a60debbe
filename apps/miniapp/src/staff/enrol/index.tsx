import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import { StaleNote } from '../../features/asked/stale-note'
import { usePullDown } from '../../features/asked/use-pull-down'
import { useParams } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { Progress } from '../../ui/meter/progress'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Skeleton } from '../../ui/state/skeleton'
import { DrawnCode } from '../counter/drawn-code'
import { StaffOnly } from '../counter/staff-only'
import { Trouble } from '../counter/trouble'
import { Ranking } from './ranking'
import { StaffPoster } from './staff-poster'

export default function EnrolPage() {
  const { storeId = '' } = useParams('staff/enrol/index')
  return (
    <StaffOnly title="我的拉新码">
      {({ role, name }) => <Enrol storeId={storeId} name={name} manages={role !== 'clerk'} />}
    </StaffOnly>
  )
}

type Mine = Output<'attribution.mine'>

/** One’s own code for a guest to scan, what to say meanwhile, and how far one is today. */
const Enrol = ({ storeId, name, manages }: { storeId: string; name: string; manages: boolean }) => {
  const asked = useAsk('attribution.mine', {})
  usePullDown([asked])
  return (
    <Page title="我的拉新码">
      <Card className="center">
        <View className="t17">请客人用微信扫一扫</View>
        <OwnCode />
        <View className="t14 ink-2 top8">{name} 的码，入会算你带来的</View>
      </Card>
      {asked.state === 'loading' ? <Skeleton heights={[150, 120]} /> : null}
      {asked.state === 'failed' || asked.state === 'offline' ? (
        <Trouble failure={asked.failure} again={() => void asked.reload()} busy={asked.reloading} />
      ) : null}
      {asked.data ? <StaleNote failure={asked.failure} refreshedAtMs={asked.refreshedAtMs} /> : null}
      {asked.data ? <Figures mine={asked.data} /> : null}
      {asked.data ? <Poster name={name} offer={asked.data.offer} /> : null}
      {asked.data ? <Lines lines={asked.data.lines} /> : null}
      {manages && storeId !== '' ? <Ranking storeId={storeId} /> : null}
    </Page>
  )
}

const OwnCode = () => {
  const { busy, failure, run } = useSend('channel.myCode')
  const draw = useCallback(() => run({}), [run])
  return <DrawnCode name="我的小程序码" {...{ busy, failure, draw }} />
}

/** For the clerk's own moments and groups: who joins through it is theirs. */
const Poster = ({ name, offer }: { name: string; offer: string }) => {
  const [open, setOpen] = useState(false)
  return (
    <Card className="top12" title="发朋友圈和群">
      <View className="t14 ink-2 top8">一张带你的码的海报：{offer}</View>
      <Btn className="top12" kind="line" label="生成海报" onPress={() => setOpen(true)} />
      <StaffPoster {...{ name, offer, open }} onClose={() => setOpen(false)} />
    </Card>
  )
}

const percentOf = (joins: number, target: number) => Math.min(100, Math.floor((joins * 100) / target))

const goalOf = ({ today, target }: Mine) =>
  today.joins >= target ? '今天的目标完成了' : `离今天的目标还差 ${target - today.joins} 位`

const Figures = ({ mine }: { mine: Mine }) => {
  const { today, month, target } = mine
  return (
    <Card
      className="top12"
      title={target === 0 ? `今天入会 ${today.joins} 位` : `今天入会 ${today.joins}/${target} 位`}
    >
      {target === 0 ? null : (
        <View className="top8">
          <Progress thick percent={percentOf(today.joins, target)} label="今天的目标" />
          <View className="t12 ink-3 top8">{goalOf(mine)}</View>
        </View>
      )}
      <KV name="今天扫码" value={`${today.scans} 次`} />
      <KV name="今天入会且买过" value={`${today.buyers} 位`} />
      <KV name="本月入会" value={`${month.joins} 位`} strong="plain" />
      <KV name="本月入会且买过" value={`${month.buyers} 位`} />
    </Card>
  )
}

/** What to say at the counter. */
const Lines = ({ lines }: { lines: readonly string[] }) => (
  <Card className="top12" title="可以这样说">
    {lines.map((line, index) => (
      <View key={line} className="row gap8 top12">
        <View className="num n22 ink-brand">{index + 1}</View>
        <View className="t15 grow">{line}</View>
      </View>
    ))}
  </Card>
)
