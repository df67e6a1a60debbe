/** What answering gives, in words; null where it gives nothing. */
export function thanksWords(points: number, couponName: string | null): string | null {
  const parts = [...(points > 0 ? [`${points} 积分`] : []), ...(couponName === null ? [] : [couponName])]
  return parts.length === 0 ? null : `答完送 ${parts.join('、')}`
}
