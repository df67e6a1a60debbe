import type { Dice } from './dice'

type Goods = { sku: string; name: string; category: string; priceFen: number }

const goods = (sku: string, name: string, category: string, priceFen: number): Goods => ({
  sku,
  name,
  category,
  priceFen,
})

const BREAD = [
  goods('B01', '海盐卷', '面包', 900),
  goods('B02', '可颂', '面包', 1400),
  goods('B03', '乡村欧包', '面包', 2600),
  goods('B04', '吐司', '面包', 2200),
]
const COFFEE = [
  goods('C01', '热美式', '咖啡', 1800),
  goods('C02', '拿铁', '咖啡', 2400),
  goods('C03', '燕麦拿铁', '咖啡', 2800),
]
const SLICE = goods('K01', '巴斯克', '蛋糕', 3200)
const BIRTHDAY_CAKE = goods('K02', '六寸生日蛋糕', '蛋糕', 19_800)

export type BasketLine = { sku: string; name: string; category: string; quantity: number; paidFen: number }

const lineOf = ({ sku, name, category, priceFen }: Goods, quantity: number): BasketLine => ({
  sku,
  name,
  category,
  quantity,
  paidFen: priceFen * quantity,
})

/** What somebody takes home from a bakery: bread nearly always, a coffee often, a cake now and then. */
export function basketOf(dice: Dice): BasketLine[] {
  const lines = dice.happens(850) ? [lineOf(dice.pick(BREAD), dice.whole(1, 3))] : []
  if (dice.happens(550)) lines.push(lineOf(dice.pick(COFFEE), dice.whole(1, 2)))
  if (lines.length === 0 || dice.happens(120)) lines.push(lineOf(dice.happens(120) ? BIRTHDAY_CAKE : SLICE, 1))
  return lines
}

/** A loaf of so many yuan. */
export const breadFor = (yuan: number): BasketLine[] => [
  { sku: 'B03', name: '乡村欧包', category: '面包', quantity: 1, paidFen: yuan * 100 },
]

export const BREAKFAST: BasketLine[] = [
  { sku: 'B02', name: '可颂', category: '面包', quantity: 1, paidFen: 1400 },
  { sku: 'C02', name: '拿铁', category: '咖啡', quantity: 1, paidFen: 2400 },
]
