import type { Output } from '@huitou/shared/api'
import { Image, Swiper, SwiperItem, View } from '@tarojs/components'
import { useState } from 'react'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { bestPrice, sizesText, soldText } from '../../features/groupbuy/words'
import { openPage, useParams } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { StatePage } from '../../ui/state/state-page'
import { Head } from '../head'
import { PrizeFacts } from '../prize-facts'
import { RulesCard } from '../../ui/block/rules-card'
import { OpenSheet } from './open-sheet'
import { OpenTeams } from './open-teams'
import './detail.scss'

const BONES = [120, 160, 200] as const

type Shown = Output<'groupbuy.show'>

const toList = { label: '看看别的团', onPress: () => void openPage('groupbuy/list/index') }

const Pictures = ({ pictures, name }: Pick<Shown['activity'], 'pictures' | 'name'>) =>
  pictures.length === 0 ? null : (
    <Swiper className="group-pictures" indicatorDots={pictures.length > 1} circular>
      {pictures.map(({ id, url }) => (
        <SwiperItem key={id}>
          <Image className="group-picture" src={`${API_BASE}${url}`} mode="aspectFill" ariaLabel={name} />
        </SwiperItem>
      ))}
    </Swiper>
  )

/** What keeps the button from opening a team, or what it does. */
const Action = ({ shown, onOpen }: { shown: Shown; onOpen: () => void }) => {
  const { orderId, why } = shown
  if (orderId !== null)
    return <Btn size="large" label="看我的这一团" onPress={() => void openPage('groupbuy/order/index', { orderId })} />
  if (why?.code === 'join_needed')
    return <Btn size="large" label="加入会员再开团" onPress={() => void openPage('pages/landing/index')} />
  return (
    <View>
      {why === null ? null : <View className="t12 ink-2 center group-why">{why.words}</View>}
      <Btn size="large" label="我来开团" disabled={why !== null} onPress={onOpen} />
    </View>
  )
}

const Body = ({ shown, onChanged }: { shown: Shown; onChanged: () => Promise<void> }) => {
  const [opening, setOpening] = useState(false)
  const { activity, teams } = shown
  const sold = soldText(activity)
  return (
    <View>
      <Pictures pictures={activity.pictures} name={activity.name} />
      <Head
        of={activity}
        note={[sizesText(activity), sold].filter((piece) => piece !== '').join(' · ')}
        priceFen={bestPrice(activity).priceFen}
        from={activity.prices.length > 1}
        singlePriceFen={activity.singlePriceFen}
      />
      <OpenTeams teams={teams} />
      <PrizeFacts prize={activity} about={activity.about} />
      <RulesCard title="拼团说明" rules={activity.rules} />
      <View className="group-space" />
      <View className="page-footer">
        <Action shown={shown} onOpen={() => setOpening(true)} />
      </View>
      {shown.why === null ? (
        <OpenSheet activity={activity} open={opening} onClose={() => setOpening(false)} onRefused={onChanged} />
      ) : null}
    </View>
  )
}

const Detail = ({ activityId }: { activityId: string }) => {
  const asked = useAsk('groupbuy.show', { activityId })
  usePullDown([asked])
  if (asked.data === null && asked.failure?.code === 'not_found')
    return <StatePage art="list" title="这个拼团不在了" text="拼过的还在「我的拼团」里" action={toList} />
  return (
    <AskedView asked={asked} bones={BONES} failed="拼团没有打开">
      {(shown) => <Body shown={shown} onChanged={asked.reload} />}
    </AskedView>
  )
}

export default function GroupDetailPage() {
  const { activityId } = useParams('groupbuy/detail/index')
  return (
    <Page title="拼团详情">
      {activityId === undefined ? (
        <StatePage art="list" title="没有找到这个拼团" text="从拼团列表里点开就能看到" action={toList} />
      ) : (
        <Detail activityId={activityId} />
      )}
    </Page>
  )
}
