import type { QueryRunner } from 'typeorm'
import { letRefBeEmpty } from '#server/platform/db/nullable'
import { altering } from '#server/platform/db/table'

const Changes = altering('LetGroupBuysSellGoodsOfTheMall1763769600023', [
  { table: 'groupbuy_activity', add: (c) => [c.ref('item_id', { isNullable: true })] },
  {
    table: 'groupbuy_order',
    add: (c) => [
      c.ref('mall_order_id', { isNullable: true }),
      c.ref('store_id', { isNullable: true }),
      c.longText('address_sealed', { isNullable: true }),
    ],
    unique: [['mall_order_id']],
  },
  {
    table: 'mall_order',
    add: (c) => [c.ref('group_order_id', { isNullable: true })],
    unique: [['group_order_id']],
  },
])

/** A group-buy sells a voucher or goods; an order of the mall was paid in points, or in a group-buy. */
async function letBeEither(runner: QueryRunner, nullable: boolean) {
  await letRefBeEmpty(runner, 'groupbuy_activity', 'template_id', nullable)
  await letRefBeEmpty(runner, 'mall_order', 'txn_id', nullable)
}

export class LetGroupBuysSellGoodsOfTheMall extends Changes {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    await letBeEither(runner, true)
  }
  override async down(runner: QueryRunner) {
    await letBeEither(runner, false)
    await super.down(runner)
  }
}
