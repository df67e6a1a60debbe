import type { EventHandler, OnEvent } from '#server/platform/events/deliver'
import { factText } from '#server/platform/events/fact'
import { forgetMember } from './forget'
import { tell } from './tell'
import { TELLING } from './trigger/topics'
import { choiceChanged, messageArrived, popupAnswered } from './send/wechat-said'

const telling = Object.entries(TELLING).map(([event, toldOf]): EventHandler => ({
  name: `notify.on.${event}`,
  event,
  run: async (tx, { id, data, at }, now) => {
    const told = await toldOf(tx, data, at)
    await tell(tx, told, told[0]?.cause ?? `event:${id}`, now)
  },
}))

const WECHAT: Record<string, OnEvent> = {
  'wechat.subscribe_popup': popupAnswered,
  'wechat.subscribe_change': choiceChanged,
  'wechat.subscribe_sent': messageArrived,
}

const listening = Object.entries(WECHAT).map(([event, run]): EventHandler => ({
  name: `notify.on.${event}`,
  event,
  run,
}))

export const notifyHandlers: EventHandler[] = [
  ...telling,
  ...listening,
  {
    name: 'notify.on.member.left',
    event: 'member.left',
    run: (tx, { data }) => forgetMember(tx, factText(data, 'memberId')),
  },
]
