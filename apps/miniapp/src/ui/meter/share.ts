/** How far `value` is on its way to `goal`, as a whole percent within 0–100. A goal of nothing is reached. */
export const percentOf = (value: number, goal: number) =>
  goal <= 0 ? 100 : Math.max(0, Math.min(100, Math.floor((value / goal) * 100)))
