import { In } from 'typeorm'
import type { CouponCard } from '@huitou/shared/coupon/contract'
import { showCode } from '#server/domains/member/shown-codes'
import type { Reader } from '#server/platform/db/tx'
import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { found, mustBe, Refused } from '#server/platform/refused'
import { bestOf } from './best'
import { clockAt } from './clock'
import { Coupons } from './entities'
import { judgeCoupon } from './judge'
import { centreOf, offerOf } from './offer/centre'
import { claimTogether } from './offer/claim-together'
import type { CouponNeighbours } from './offer/neighbours'
import { presentCoupon, presentCoupons } from './present'
import { couponCounts, couponOf, couponPage, templatesWithStores } from './queries'
import { showCoupon } from './show'

/** Coupons that were just given, by their ids, each as its owner sees it. */
async function presentById(read: Reader, ids: readonly string[], now: Date): Promise<Map<string, CouponCard>> {
  if (ids.length === 0) return new Map()
  const rows = await read.find(Coupons, { where: { id: In([...ids]) } })
  return new Map((await presentCoupons(read, rows, now)).map((card) => [card.id, card]))
}

const offerRoutes = (neighbours: CouponNeighbours) =>
  ({
    'coupon.centre': async (read, { actor, now }) => ({
      now: now.toISOString(),
      offers: await centreOf(read, neighbours, actor.memberId, now),
    }),

    'coupon.offer': async (read, { actor, input, now }) => ({
      now: now.toISOString(),
      offer: await offerOf(read, neighbours, input, { memberId: actor.memberId, now }),
    }),

    'coupon.claim': {
      runMany: async (tx, calls) => {
        const asks = calls.map(({ actor, input, now }) => {
          return { memberId: actor.memberId, templateId: input.templateId, scene: input.scene ?? null, now }
        })
        const outcomes = await claimTogether(tx, asks, neighbours)
        const ids = outcomes.filter((one) => typeof one === 'string')
        const cards = await presentById(tx, ids, new Date(Math.max(...calls.map(({ now }) => now.getTime()))))
        return outcomes.map((one) =>
          one instanceof Refused ? one : { effect: one, answer: { coupon: found(cards.get(one)) } },
        )
      },
      show: async (read, { actor, now }, couponId) => ({
        coupon: await presentCoupon(read, await couponOf(read, actor.memberId, couponId), now),
      }),
    },
  }) satisfies Partial<Handlers>

export const couponRoutes = ({ signer }: Platform, neighbours: CouponNeighbours) =>
  ({
    ...offerRoutes(neighbours),

    'coupon.list': async (read, { actor, input, now }) => {
      const { rows, next } = await couponPage(read, actor.memberId, input, now)
      return {
        rows: await presentCoupons(read, rows, now),
        next,
        counts: await couponCounts(read, actor.memberId, now),
      }
    },

    'coupon.show': (read, { actor, input, now }) => showCoupon(read, actor.memberId, input.couponId, now),

    'coupon.best': (read, { actor, input, now }) => bestOf(read, actor.memberId, input, now),

    'coupon.showCode': async (tx, { actor, input, now }) => {
      const { memberId } = actor
      const row = await couponOf(tx, memberId, input.couponId)
      const known = found((await templatesWithStores(tx, [row.templateId])).get(row.templateId))
      mustBe(judgeCoupon(row, known, await clockAt(tx, now)))
      if (known.template.kind === 'shipping') throw new Refused('coupon_for_delivery')
      return showCode(tx, signer, { memberId, kind: 'coupon', subjectId: row.id, now })
    },
  }) satisfies Partial<Handlers>
