import type { CouponCard } from '@huitou/shared/coupon/contract'

type Seen = Pick<CouponCard, 'state' | 'usesLeft'>

/** What happened to a coupon between two looks, in words; nothing to say (the page shows it) is empty, nothing happened is null. */
export const changeText = (before: Seen, after: Seen): string | null => {
  if (before.state === 'unused' && after.state === 'used') return ''
  if (after.usesLeft < before.usesLeft) return `用掉 ${before.usesLeft - after.usesLeft} 次，还剩 ${after.usesLeft} 次`
  return after.usesLeft > before.usesLeft && after.state === 'unused' ? '店员撤销了，这张券可以再用' : null
}
