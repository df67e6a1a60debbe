import { EntitySchema } from 'typeorm'
import type { MallItem } from '@huitou/shared/mall/contract'
import { amount, count, instant, key, ref, text, token } from '#server/platform/db/columns'

export type ItemRow = {
  id: string
  name: string
  points: number
  picture: MallItem['picture']
  templateId: string
  stockLeft: number | null
  perMemberLimit: number | null
  sort: number
  endedAt: Date | null
}

export const Items = new EntitySchema<ItemRow>({
  name: 'mall_item',
  columns: {
    id: key(),
    name: text(40),
    points: amount(),
    picture: token(16),
    templateId: ref(),
    stockLeft: count({ nullable: true }),
    perMemberLimit: count({ nullable: true }),
    sort: count(),
    endedAt: instant({ nullable: true }),
  },
})

export type OrderRow = {
  id: string
  memberId: string
  itemId: string
  points: number
  txnId: string
  couponId: string
  balanceAfter: number
  at: Date
}

export const Orders = new EntitySchema<OrderRow>({
  name: 'mall_order',
  columns: {
    id: key(),
    memberId: ref(),
    itemId: ref(),
    points: amount(),
    txnId: ref(),
    couponId: ref(),
    balanceAfter: amount(),
    at: instant(),
  },
})
