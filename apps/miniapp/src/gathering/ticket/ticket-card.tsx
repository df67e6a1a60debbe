import type { ShownGathering, Ticket } from '@huitou/shared/gathering/contract'
import { View } from '@tarojs/components'
import { useToday } from '../../kit/session'
import { dayOf, momentText } from '../../kit/time'
import { Chip } from '../../ui/block/chip'
import { Btn } from '../../ui/press/btn'
import { GiveBack } from './give-back'
import './ticket-card.scss'

type TicketCardProps = {
  gathering: ShownGathering
  ticket: Ticket
  onShow: () => void
  onChanged: () => Promise<void>
}

/** The code once the doors are near, and from when on before. */
const Code = ({ ticket: { mayShowCode, showFrom }, onShow }: Pick<TicketCardProps, 'ticket' | 'onShow'>) => {
  const today = useToday() ?? dayOf(showFrom)
  return mayShowCode ? (
    <View>
      <Btn size="large" icon="qr" label="出示入场码" onPress={onShow} />
      <View className="t12 ink-3 center top8">进门时给店员扫一下，出示会员码也行</View>
    </View>
  ) : (
    <View className="center">
      <View className="t15 bold">{`${momentText(showFrom, today)} 起可以出示入场码`}</View>
      <View className="t12 ink-3 top4">位子给你留着，到时候回到这里打开</View>
    </View>
  )
}

/** The place that is theirs, as a ticket: what, when and where above; what to do with it below. */
export const TicketCard = ({ gathering, ticket, onShow, onChanged }: TicketCardProps) => (
  <View className="gathering-ticket">
    <View className="gathering-ticket-part">
      <View className="row wrap gap8">
        <Chip text="已报名" tone="ok" icon="check" />
        <Chip text={gathering.kindWords} />
      </View>
      <View className="t22 top8">{gathering.title}</View>
      <View className="t14 ink-2 top4">{gathering.when}</View>
      <View className="t14 ink-2">{gathering.where}</View>
    </View>
    <View className="gathering-ticket-tear" aria-hidden>
      <View className="gathering-ticket-line" />
    </View>
    <View className="gathering-ticket-part">
      <Code ticket={ticket} onShow={onShow} />
      {ticket.mayWithdraw ? <GiveBack ticketId={ticket.ticketId} onChanged={onChanged} /> : null}
    </View>
  </View>
)
