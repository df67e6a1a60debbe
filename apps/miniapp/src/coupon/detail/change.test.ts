import { changeText } from './change'

const seen = (state: 'unused' | 'used' | 'expired', usesLeft: number) => ({ state, usesLeft })

test.each([
  [seen('unused', 1), seen('unused', 1), null],
  [seen('unused', 1), seen('used', 0), ''],
  [seen('unused', 5), seen('unused', 3), '用掉 2 次，还剩 3 次'],
  [seen('used', 0), seen('unused', 1), '店员撤销了，这张券可以再用'],
  [seen('unused', 3), seen('unused', 4), '店员撤销了，这张券可以再用'],
  [seen('used', 0), seen('expired', 1), null],
])('%j then %j', (before, after, text) => expect(changeText(before, after)).toBe(text))
