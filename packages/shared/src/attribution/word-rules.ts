import type { Grade } from './rules'

export const gradeWords = (grade: Grade | null) =>
  grade === null ? '样本不够' : { highest: '最高', high: '次高', fair: '一般', low: '较低' }[grade]

type Perks = { points: number; couponNames: readonly string[]; benefit: string | null }

const giftsOf = ({ points, couponNames, benefit }: Perks) => [
  ...(benefit === null ? [] : [benefit]),
  ...couponNames,
  ...(points > 0 ? [`${points} 积分`] : []),
]

/** What stands on somebody’s poster (S-033). */
export function posterWords(perks: Perks): string {
  const gifts = giftsOf(perks)
  return gifts.length > 0 ? `入会就送 ${gifts.join('、')}` : '入会攒积分，攒够了换好物'
}

/** What a cashier says to who has just paid and is no member yet (S-032). */
export function payLine(perks: Perks): string {
  const gifts = giftsOf(perks)
  return gifts.length > 0
    ? `您还不是会员吧？微信扫一下就入会，马上送您：${gifts.join('、')}`
    : '您还不是会员吧？微信扫一下就入会，下次来就能攒积分'
}

/** What a clerk says to somebody at the counter: three lines, and only what is so in this shop (S-021). */
export function perkLines({ points, couponNames, benefit }: Perks): string[] {
  const gifts = giftsOf({ points, couponNames, benefit })
  return [
    gifts.length > 0 ? `现在扫一下入会，马上到账：${gifts.join('、')}` : '扫一下就是会员，不用填表、不用下载',
    '以后每次买都攒积分，攒够了换好物',
    '会员专享的折扣和活动，微信里就能看到，随时可以退会',
  ]
}
