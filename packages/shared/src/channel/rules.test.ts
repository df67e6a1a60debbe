import { faultOfCode, givesMembers, SOURCE_OF_KIND, walkInDayHolds, worksOnce } from './rules'
import { CODE_KINDS } from './schema'

test('every kind of code has a source to go under', () => {
  expect(Object.keys(SOURCE_OF_KIND).sort()).toEqual([...CODE_KINDS].sort())
})

test('only a standee needs a coupon, and only it gives members one', () => {
  expect(CODE_KINDS.filter((kind) => faultOfCode({ kind }) !== null)).toEqual(['standee'])
  expect(faultOfCode({ kind: 'standee', templateId: '1' })).toBeNull()
  expect(CODE_KINDS.filter(givesMembers)).toEqual(['standee'])
  expect(CODE_KINDS.filter(worksOnce)).toEqual(['parcel'])
})

test.each([
  [0, true],
  [31, true],
  [32, false],
  [-1, false],
])('walk-ins of %i days ago: %s', (daysAgo, holds) => expect(walkInDayHolds(daysAgo)).toBe(holds))
