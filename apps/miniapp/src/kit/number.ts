/** 2480 → 2,480. By hand: WeChat on Android has no reliable toLocaleString. */
export const pointsText = (points: number) => String(points).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** 3270 fen → 32.70 */
export const priceText = (amountFen: number) => {
  const cents = String(Math.abs(amountFen) % 100).padStart(2, '0')
  return `${amountFen < 0 ? '−' : ''}${pointsText(Math.floor(Math.abs(amountFen) / 100))}.${cents}`
}

/** 500 fen → 5, 550 → 5.5: as short as a coupon says it. */
export const yuanText = (amountFen: number) =>
  priceText(amountFen)
    .replace(/\.00$/, '')
    .replace(/(\.\d)0$/, '$1')

/** 850 → 8.5 (the customer pays 85 %: 8.5 折) */
export const foldText = (payPermille: number) => String(payPermille / 100)
