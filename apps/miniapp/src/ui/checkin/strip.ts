export type StripDay = { number: number; state: 'done' | 'today' | 'later' }

const LENGTH = 7

/** The seven days of the running streak round in which today lies. */
export const stripOf = (streak: number, checkedInToday: boolean): StripDay[] => {
  const before = checkedInToday ? streak - 1 : streak
  const first = Math.floor(Math.max(0, before) / LENGTH) * LENGTH + 1
  return Array.from({ length: LENGTH }, (_, index) => {
    const number = first + index
    if (number <= streak) return { number, state: 'done' }
    return { number, state: number === streak + 1 && !checkedInToday ? 'today' : 'later' }
  })
}
