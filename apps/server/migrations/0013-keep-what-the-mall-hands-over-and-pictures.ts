import type { QueryRunner } from 'typeorm'
import { isNullable, letRefBeEmpty } from '#server/platform/db/nullable'
import { altering } from '#server/platform/db/table'

const Changes = altering(
  'KeepWhatTheMallHandsOverAndPictures1763769600013',
  [
    {
      table: 'mall_item',
      add: (c) => [
        c.token('kind', 16, { default: "'coupon'" }),
        c.token('state', 16, { default: "'on_sale'" }),
        c.json('about', { isNullable: true }),
        c.json('picture_ids', { isNullable: true }),
        c.ref('category_id', { isNullable: true }),
        c.amount('price_fen', { default: 0 }),
        c.amount('cost_fen', { isNullable: true }),
        c.amount('worth_fen', { isNullable: true }),
        c.count('stock_total', { isNullable: true }),
        c.count('per_member_day_limit', { isNullable: true }),
        c.count('daily_quota', { isNullable: true }),
        c.count('min_level', { default: 1 }),
        c.instant('sale_from', { isNullable: true }),
        c.instant('sale_until', { isNullable: true }),
        c.amount('offer_points', { isNullable: true }),
        c.instant('offer_from', { isNullable: true }),
        c.instant('offer_until', { isNullable: true }),
        c.flag('hot'),
        c.flag('fresh'),
        c.ref('card_id', { isNullable: true }),
        c.instant('event_at', { isNullable: true }),
        c.count('pick_up_days', { isNullable: true }),
        c.amount('shipping_points', { isNullable: true }),
        c.instant('saved_at', { isNullable: true }),
      ],
      index: [['state', 'sort', 'id']],
    },
    {
      table: 'mall_order',
      add: (c) => [
        c.token('kind', 16, { default: "'coupon'" }),
        c.token('state', 16, { default: "'done'" }),
        c.count('quantity', { default: 1 }),
        c.amount('shipping_points', { default: 0 }),
        c.ref('shipping_use_id', { isNullable: true }),
        c.count('day', { isNullable: true }),
        c.flag('day_counted'),
        c.json('coupon_ids', { isNullable: true }),
        c.json('holding_ids', { isNullable: true }),
        c.ref('store_id', { isNullable: true }),
        c.instant('pick_up_until', { isNullable: true }),
        c.instant('event_at', { isNullable: true }),
        c.longText('address_sealed', { isNullable: true }),
        c.text('carrier', 20, { isNullable: true }),
        c.token('tracking_no', 32, { isNullable: true }),
        c.ref('return_txn_id', { isNullable: true }),
      ],
      index: [
        ['member_id', 'id'],
        ['member_id', 'state'],
        ['state', 'id'],
        ['state', 'pick_up_until'],
        ['store_id', 'state', 'id'],
        ['day', 'item_id'],
        ['item_id', 'state'],
      ],
    },
  ],
  [
    {
      name: 'mall_item_store',
      columns: (c) => [c.ref('item_id', { isPrimary: true }), c.ref('store_id', { isPrimary: true })],
    },
    {
      name: 'mall_category',
      columns: (c) => [c.key(), c.text('name', 12), c.count('sort')],
    },
    {
      name: 'mall_day',
      columns: (c) => [
        c.ref('item_id', { isPrimary: true }),
        c.count('day', { isPrimary: true }),
        c.count('taken', { default: 0 }),
      ],
      checks: { taken: 'taken >= 0' },
    },
    {
      name: 'mall_order_change',
      columns: (c) => [
        c.key(),
        c.ref('order_id'),
        c.token('from_state', 16, { isNullable: true }),
        c.token('to_state', 16),
        c.token('actor', 32),
        c.text('reason', 80, { isNullable: true }),
        c.instant('at'),
      ],
      index: [['order_id', 'id']],
    },
    {
      name: 'mall_stock_change',
      columns: (c) => [
        c.key(),
        c.ref('item_id'),
        c.count('added'),
        c.token('actor', 32),
        c.text('reason', 60),
        c.instant('at'),
      ],
      index: [['item_id', 'id']],
    },
    {
      name: 'mall_watch',
      columns: (c) => [
        c.ref('item_id', { isPrimary: true }),
        c.ref('member_id', { isPrimary: true }),
        c.instant('asked_at'),
        c.instant('back_at', { isNullable: true }),
      ],
      index: [['member_id']],
    },
    {
      name: 'mall_address',
      columns: (c) => [c.key(), c.ref('member_id'), c.longText('sealed'), c.flag('is_default'), c.instant('saved_at')],
      index: [['member_id', 'id']],
    },
    {
      name: 'picture',
      columns: (c) => [
        c.key(),
        c.token('hash', 64),
        c.token('extension', 8),
        c.count('width'),
        c.count('height'),
        c.count('bytes'),
        c.token('uploaded_by', 32),
        c.instant('at'),
        c.instant('stored_at', { isNullable: true }),
        c.instant('removed_at', { isNullable: true }),
      ],
      unique: [['hash']],
      index: [['removed_at'], ['stored_at']],
    },
  ],
)

/** The order's coupon has an index, which goes with the column and comes back after it. */
const CouponOfOrder = altering('CouponOfOrder', [{ table: 'mall_order', index: [['coupon_id']] }])

async function change(runner: QueryRunner, nullable: boolean) {
  await letRefBeEmpty(runner, 'mall_item', 'template_id', nullable)
  const index = new CouponOfOrder()
  if ((await isNullable(runner, 'mall_order', 'coupon_id')) !== nullable) {
    await index.down(runner)
    await letRefBeEmpty(runner, 'mall_order', 'coupon_id', nullable)
  }
  await index.up(runner)
}

export class KeepWhatTheMallHandsOverAndPictures extends Changes {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    await change(runner, true)
    await runner.query("UPDATE mall_item SET state = 'off' WHERE ended_at IS NOT NULL")
    await runner.query(
      'UPDATE mall_item SET stock_total = stock_left + ' +
        '(SELECT COUNT(*) FROM mall_order o WHERE o.item_id = mall_item.id) ' +
        'WHERE stock_left IS NOT NULL AND stock_total IS NULL',
    )
  }
  override async down(runner: QueryRunner) {
    await change(runner, false)
    await super.down(runner)
  }
}
