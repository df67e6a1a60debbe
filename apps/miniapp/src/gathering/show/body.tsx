import type { Output } from '@huitou/shared/api'
import type { ShownGathering } from '@huitou/shared/gathering/contract'
import { View } from '@tarojs/components'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { Note } from '../../ui/block/note'
import { GatheringCover } from '../cover'
import { CameCard } from '../ticket/came-card'
import { TicketCard } from '../ticket/ticket-card'
import { isComing, stateChip } from '../words'
import { Facts } from './facts'
import { Gift } from './gift'
import { Share } from './share'
import './show.scss'

type Shown = Output<'gathering.show'>

type BodyProps = { shown: Shown; onShow: () => void; onChanged: () => Promise<void> }

const Head = ({ gathering }: { gathering: ShownGathering }) => {
  const look = stateChip(gathering)
  return (
    <Card>
      <View className="row wrap gap8">
        <Chip text={look.text} tone={look.tone} />
        <Chip text={gathering.kindWords} />
      </View>
      <View className="t22 top8">{gathering.title}</View>
    </Card>
  )
}

/** What is theirs stands first: a ticket, or what coming gave. */
const Top = ({ shown: { gathering, ticket }, onShow, onChanged }: BodyProps) => {
  if (gathering.state === 'signed_up' && ticket !== null)
    return <TicketCard gathering={gathering} ticket={ticket} onShow={onShow} onChanged={onChanged} />
  return (
    <>
      <Head gathering={gathering} />
      {gathering.state === 'came' && ticket !== null ? <CameCard ticket={ticket} /> : null}
    </>
  )
}

/** Why it does not take place, and that nothing has to be done about a ticket. */
const CalledOff = ({ shown: { gathering, ticket } }: Pick<BodyProps, 'shown'>) =>
  gathering.state === 'cancelled' ? (
    <View className="gathering-off">
      <Note icon="alert" tone="warn">
        {`活动取消了${gathering.cancelReason === null ? '' : `：${gathering.cancelReason}`}`}
        {ticket?.state === 'held' ? '。你的票不用退' : ''}
      </Note>
    </View>
  ) : null

const About = ({ about }: Pick<ShownGathering, 'about'>) =>
  about === null ? null : (
    <Card title="活动介绍">
      <View className="t14 ink-2 top8 gathering-about">{about}</View>
    </Card>
  )

export const Body = (props: BodyProps) => {
  const { gathering } = props.shown
  return (
    <View>
      <GatheringCover of={gathering} className="gathering-hero" large />
      <CalledOff shown={props.shown} />
      <Top {...props} />
      <Facts gathering={gathering} />
      {isComing(gathering.state) ? <Gift gathering={gathering} /> : null}
      <About about={gathering.about} />
      <Share gathering={gathering} />
      {props.shown.joined ? null : <View className="gathering-room" />}
    </View>
  )
}
