import type { MallItem } from '@huitou/shared/mall/contract'
import type { ShelfCard } from '@huitou/shared/mall/schema'
import { flagOf, itemNote, shelfNote } from './shelf-words'

const TODAY = 20_261_122

const card: ShelfCard = {
  id: '1',
  kind: 'goods',
  name: '随行杯',
  cashFen: 0,
  points: 1600,
  listPoints: null,
  saleEndsAt: null,
  drawing: 'cup',
  cover: null,
  categoryId: null,
  flags: [],
  left: null,
  allowance: null,
  state: 'open',
  opensAt: null,
  tierName: null,
  eventAt: null,
  watching: false,
  backInStock: false,
}

test.each<[string, Partial<ShelfCard>]>([
  ['不限量', {}],
  ['剩 3 份', { left: 3 }],
  ['剩 500 份', { left: 500 }],
  ['还能换 4 份', { allowance: 4 }],
  ['还能换 1 份', { left: 18, allowance: 1 }],
  ['剩 3 份', { left: 3, allowance: 3 }],
  ['明天 14:00', { kind: 'event', eventAt: '2026-11-23T06:00:00.000Z', left: 3 }],
  ['限时到11月25日', { saleEndsAt: '2026-11-25T16:00:00.000Z' }],
  ['到店用', { kind: 'service' }],
  ['当场生效', { kind: 'card' }],
  ['换完了', { state: 'sold_out', left: 0 }],
  ['到货会告诉你', { state: 'sold_out', watching: true }],
  ['今天换完了', { state: 'today_out' }],
  ['换到上限了', { state: 'limit_reached' }],
  ['今天换过了', { state: 'today_reached' }],
  ['明天 10:00 开始', { state: 'not_started', opensAt: '2026-11-23T02:00:00.000Z' }],
  ['还没开始', { state: 'not_started' }],
  ['金卡可换', { state: 'tier_locked', tierName: '金卡' }],
  ['更高等级可换', { state: 'tier_locked' }],
  ['已经结束', { state: 'over' }],
])('the shelf says %s', (note, change) => expect(shelfNote({ ...card, ...change }, TODAY)).toBe(note))

test('one word on the picture: what ends before what is new', () => {
  expect(flagOf(card)).toBeNull()
  expect(flagOf({ ...card, backInStock: true, flags: ['fresh'] })).toBe('到货了')
  expect(flagOf({ ...card, flags: ['hot', 'fresh'] })).toBe('畅销')
  expect(flagOf({ ...card, flags: ['fresh'], saleEndsAt: '2026-11-25T16:00:00.000Z' })).toBe('限时')
})

const ITEM: Pick<MallItem, 'state' | 'left' | 'allowance'> = { left: null, allowance: null, state: 'open' }

test.each([
  [ITEM, '不限量'],
  [{ ...ITEM, left: 18 }, '剩 18 份'],
  [{ ...ITEM, allowance: 2 }, '还能换 2 份'],
  [{ ...ITEM, left: 18, allowance: 2 }, '还能换 2 份'],
  [{ ...ITEM, left: 1, allowance: 2 }, '剩 1 份'],
  [{ ...ITEM, state: 'sold_out' as const }, '换完了'],
  [{ ...ITEM, state: 'limit_reached' as const }, '换到上限了'],
])('an item says how many are left', (item, note) => expect(itemNote(item)).toBe(note))
