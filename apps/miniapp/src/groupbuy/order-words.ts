import type { GroupOrder } from '@huitou/shared/groupbuy/contract'
import type { ChipTone } from '../ui/block/chip'

const LOOKS: Record<GroupOrder['state'], { text: string; tone: ChipTone }> = {
  paying: { text: '待付款', tone: 'warn' },
  closed: { text: '已取消', tone: 'plain' },
  seated: { text: '拼团中', tone: 'info' },
  won: { text: '已成团', tone: 'ok' },
  used: { text: '已使用', tone: 'plain' },
  refunding: { text: '退款中', tone: 'warn' },
  refunded: { text: '已退款', tone: 'plain' },
}

const goneText = ({ way }: NonNullable<GroupOrder['goods']>) => (way === 'pickup' ? '已取走' : '已寄出')

/** The state of an order as a chip: a word and a colour. */
export const stateChip = ({ state, goods }: Pick<GroupOrder, 'state' | 'goods'>) =>
  state === 'used' && goods !== null ? { ...LOOKS.used, text: goneText(goods) } : LOOKS[state]
