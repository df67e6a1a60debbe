import type { GatheringKind } from './schema'

export const KIND_WORDS: Record<GatheringKind, string> = {
  ...{ launch: '新品发布', exhibition: '主题展览', tasting: '品鉴会', lecture: '讲座' },
  ...{ class: '公开课', experience: '体验日', other: '活动' },
}

/** What coming gives, in words; null where it gives nothing. */
export function giftWords(points: number, couponName: string | null): string | null {
  const parts = [...(points > 0 ? [`${points} 积分`] : []), ...(couponName === null ? [] : [couponName])]
  return parts.length === 0 ? null : `到场送 ${parts.join('、')}`
}
