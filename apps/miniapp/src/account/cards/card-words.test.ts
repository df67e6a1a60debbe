import { saleState } from './card-words'

test.each([
  [{ left: null, mayBuy: null }, null],
  [{ left: 3, mayBuy: 1 }, null],
  [{ left: 0, mayBuy: 1 }, '换完了'],
  [{ left: 3, mayBuy: 0 }, '已到换卡上限'],
])('%j', (offer, words) => expect(saleState(offer)).toBe(words))
