import type { Output } from '@huitou/shared/api'
import type { Day } from '@huitou/shared/kit/day'
import { momentText } from '../../kit/time'

type Gift = Pick<Output<'coupon.gift'>, 'state' | 'fromName' | 'endsAt'>

/** Who gives, or how it stands. */
export function giftTitle({ state, fromName }: Gift): string {
  if (state === 'open') return `${fromName}送你一张券`
  if (state === 'mine') return '这张券已经在你的卡包里'
  return state === 'own' ? '这是你送出的券' : '来晚一步，券已经被拿走了'
}

/** Until when, or what to do now. */
export function giftText({ state, endsAt }: Gift, today: Day | null): string {
  const until = today === null ? '' : momentText(endsAt, today)
  if (state === 'open') return `${until} 前收下有效，过时就回到朋友那里`
  if (state === 'mine') return '到店出示就能用'
  return state === 'own' ? `等朋友来拿。${until} 前没人收下，它会自己回到你的卡包` : '也可能是朋友收回了'
}
