import { judgePickUp } from '@huitou/shared/mall/order-rules'
import type { OrderCard } from '@huitou/shared/mall/order/contract'
import { presentCoupon, presentCoupons } from '#server/domains/coupon/present'
import { couponOf } from '#server/domains/coupon/queries'
import { showCode } from '#server/domains/member/shown-codes'
import { mustTakePayments } from '#server/domains/payment/create-payment'
import { Txns } from '#server/domains/points/entities'
import type { Reader } from '#server/platform/db/tx'
import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { found, mustBe } from '#server/platform/refused'
import { addressesOf, addressOf, removeAddress, saveAddress } from './address/save'
import { presentAddress } from './address/sealed'
import { Watches } from './entities'
import { exchange } from './exchange'
import { notifyWhenBack } from './item/sale'
import { shelfFor, shownItem } from './item/shelf'
import { cancelOwn } from './order/cancel'
import { presentOrders } from './order/present'
import { couponsOf, orderDetail, orderOf, orderPage } from './order/queries'
import { confirmReceipt } from './order/ship'
import { itemsFor } from './queries'

const cardOf = async (read: Reader, memberId: string, orderId: string, now: Date): Promise<OrderCard> =>
  found((await presentOrders(read, [await orderOf(read, memberId, orderId)], now))[0])

const shelfRoutes = {
  'mall.items': async (read, { actor, now }) => ({ items: await itemsFor(read, actor.memberId, now) }),

  'mall.shelf': (read, { actor, input, now }) => shelfFor(read, actor.memberId, input.categoryId, now),

  'mall.showItem': async (read, { actor, input, now }) => ({
    item: await shownItem(read, actor.memberId, input.itemId, now),
  }),

  'mall.notifyWhenBack': {
    run: (tx, { actor, input, now }) => notifyWhenBack(tx, { memberId: actor.memberId, ...input, now }),
    show: async (read, { actor }, itemId) => ({
      watching: await read.existsBy(Watches, { itemId, memberId: actor.memberId }),
    }),
  },

  'mall.exchange': {
    run: (tx, { actor, input, now }) => exchange(tx, { memberId: actor.memberId, ...input, now }),
    show: async (read, { actor, now }, orderId) => {
      const order = await orderOf(read, actor.memberId, orderId)
      const coupon = await couponOf(read, actor.memberId, order.couponId ?? '0')
      return {
        order: { id: order.id, points: order.points, at: order.at.toISOString() },
        coupon: await presentCoupon(read, coupon, now),
        balanceAfter: order.balanceAfter,
      }
    },
  },
} satisfies Partial<Handlers>

const orderRoutes = (platform: Platform) => {
  const { vault, signer } = platform
  return {
    'mall.placeOrder': {
      run: (tx, { actor, input, now }) => {
        if ((input.cashSeenFen ?? 0) > 0) mustTakePayments(platform)
        return exchange(tx, { memberId: actor.memberId, ...input, now })
      },
      show: async (read, { actor, now }, orderId) => {
        const order = await orderOf(read, actor.memberId, orderId)
        return {
          order: await cardOf(read, actor.memberId, orderId, now),
          coupons: await presentCoupons(read, await couponsOf(read, order), now),
          balanceAfter: order.balanceAfter,
        }
      },
    },

    'mall.orders': (read, { actor, input, now }) => orderPage(read, actor.memberId, input, now),

    'mall.order': async (read, { actor, input, now }) => ({
      order: await orderDetail(read, vault, await orderOf(read, actor.memberId, input.orderId), now),
    }),

    'mall.cancel': {
      run: (tx, { actor, input, now }) => cancelOwn(tx, { memberId: actor.memberId, ...input, now }),
      show: async (read, { actor, now }, orderId) => {
        const { points, returnTxnId } = await orderOf(read, actor.memberId, orderId)
        const { balanceAfter } = found(await read.findOne(Txns, { where: { id: returnTxnId ?? '0' } }))
        return { order: await cardOf(read, actor.memberId, orderId, now), pointsBack: points, balanceAfter }
      },
    },

    'mall.confirmReceipt': {
      run: (tx, { actor, input, now }) => confirmReceipt(tx, { memberId: actor.memberId, ...input, now }),
      show: async (read, { actor, now }, orderId) => ({ order: await cardOf(read, actor.memberId, orderId, now) }),
    },

    'mall.showCode': async (tx, { actor, input, now }) => {
      const { memberId } = actor
      const order = await orderOf(tx, memberId, input.orderId)
      mustBe(judgePickUp(order, null, now))
      return showCode(tx, signer, { memberId, kind: 'order', subjectId: order.id, now })
    },
  } satisfies Partial<Handlers>
}

const addressRoutes = ({ vault }: Platform) =>
  ({
    'mall.addresses': async (read, { actor }) => ({
      addresses: (await addressesOf(read, actor.memberId)).map((row) => presentAddress(vault, row)),
    }),

    'mall.saveAddress': {
      run: (tx, { actor, input, now }) => saveAddress(tx, vault, { memberId: actor.memberId, ...input, now }),
      show: async (read, { actor }, id) => ({
        address: presentAddress(vault, await addressOf(read, actor.memberId, id)),
      }),
    },

    'mall.removeAddress': {
      run: (tx, { actor, input }) => removeAddress(tx, actor.memberId, input.addressId),
      show: (_read, _call, addressId) => Promise.resolve({ addressId }),
    },
  }) satisfies Partial<Handlers>

/** The member's doors. The operator's are in console/. */
export const mallRoutes = (platform: Platform) => ({
  ...shelfRoutes,
  ...orderRoutes(platform),
  ...addressRoutes(platform),
})
