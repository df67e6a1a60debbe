import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { grantById, grantPage, grantWithRefusals, previewGrant } from './queries'
import { cancelGrant, revokeGrant, startGrant } from './start'

export const couponGrantRoutes = ({ vault }: Platform) =>
  ({
    'coupon.previewGrant': (read, { input }) => previewGrant(read, vault, input),

    'coupon.grant': {
      run: (tx, { actor, input, now }) => startGrant(tx, vault, { ...input, operator: actor, now }),
      show: async (read, _call, id) => ({ grant: await grantById(read, id) }),
    },

    'coupon.grants': (read, { input }) => grantPage(read, input.before),

    'coupon.grantOf': (read, { input }) => grantWithRefusals(read, input.grantId),

    'coupon.cancelGrant': {
      run: (tx, { input, now }) => cancelGrant(tx, input.grantId, now),
      show: async (read, _call, id) => ({ grant: await grantById(read, id) }),
    },

    'coupon.revokeGrant': {
      run: (tx, { input }) => revokeGrant(tx, input.grantId, input.reason),
      show: async (read, _call, id) => ({ grant: await grantById(read, id) }),
    },
  }) satisfies Partial<Handlers>
