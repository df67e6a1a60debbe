import type { BillCard } from '@huitou/shared/purchase/bill-contract'
import { pointsText, priceText } from '../../kit/number'

/** What a member is told above a bill: what it waits for, or what became of it. */
export function billHead({ state, mustAgree }: Pick<BillCard, 'state' | 'mustAgree'>): string {
  switch (state) {
    case 'open':
      return mustAgree ? '店员在等你点一下：这单要用你的券或积分' : '和店员那边是同一张单，核对一下'
    case 'agreed':
      return '已经告诉店员没问题。付完款，积分马上到账'
    case 'declined':
      return '已经告诉店员这张单不对。积分和券都没有动'
    case 'cancelled':
      return '店员取消了这张单。积分和券都没有动'
    case 'over':
      return '这张单过时了。积分和券都没有动，请店员重新算一次'
    case 'paid':
      return '付好了'
  }
}

/** 「得 64 积分，现有 1,524 积分」; nothing earned is not mentioned. */
export function earnedText(earned: NonNullable<BillCard['earned']>): string {
  const has = `现有 ${pointsText(earned.balanceAfter)} 积分`
  return earned.points > 0 ? `得 ${pointsText(earned.points)} 积分，${has}` : has
}

/** 「省了 ¥7.20，用掉 500 积分」; an empty text where nothing was. */
export function savedText({ savedFen, points }: Pick<BillCard, 'savedFen' | 'points'>): string {
  if (savedFen === 0) return ''
  return points > 0
    ? `省了 ¥${priceText(savedFen)}，其中用掉 ${pointsText(points)} 积分`
    : `省了 ¥${priceText(savedFen)}`
}
