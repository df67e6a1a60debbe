import type { Input } from '@huitou/shared/api'
import { claimableTemplates } from '#server/domains/coupon/queries'
import { storeIdsOfStaff } from '#server/domains/staff/queries'
import type { Handlers, Staff } from '#server/platform/http/call'
import type { Reader, Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { found, Refused } from '#server/platform/refused'
import { codeImage } from '#server/platform/wechat/code-image'
import { createCode } from './create-code'
import { setTarget, targetsOf } from './entry/targets'
import { enterWalkIns, walkInsById, walkInsOf } from './entry/walk-ins'
import { myCode, payCode } from './my-code'
import { sheetLink } from './print-sheet'
import type { CodeRow } from './entities'
import { mustOpen, type ChannelNeighbours } from './opening'
import { codeById, codesByIds, codesOfStore, LANDING_PAGE, presentCodes } from './queries'

/** Another store's codes are as good as none. */
const mustWorkIn = (staff: Staff, storeId: string) => {
  if (!staff.storeIds.includes(storeId)) throw new Refused('store_not_yours')
}

/** What managers may bind: coupons that members may take in any case. Nobody gives away what the shop did not mean to. */
const offersOf = (read: Reader, now: Date) => claimableTemplates(read, now)

async function createByManager(tx: Tx, actor: Staff, input: Input<'channel.createCode'>, now: Date) {
  mustWorkIn(actor, input.storeId)
  const { templateId } = input
  if (templateId !== undefined && !(await offersOf(tx, now)).some(({ id }) => id === templateId))
    throw new Refused('not_found')
  return createCode(tx, input, now)
}

async function setByManager(tx: Tx, actor: Staff, { staffId, daily }: Input<'channel.setTarget'>, now: Date) {
  const theirs = await storeIdsOfStaff(tx, staffId)
  if (!theirs.some((storeId) => actor.storeIds.includes(storeId))) throw new Refused('not_found')
  return setTarget(tx, staffId, daily, `staff:${actor.staffId}`, now)
}

const entryRoutes = {
  'channel.setTarget': {
    run: (tx, { actor, input, now }) => setByManager(tx, actor, input, now),
    show: async (read, _call, staffId) => ({ staffId, daily: (await targetsOf(read, [staffId])).get(staffId) ?? 0 }),
  },
  'channel.enterWalkIns': {
    run: async (tx, { actor, input, now }) => {
      mustWorkIn(actor, input.storeId)
      return enterWalkIns(tx, { ...input, staffId: actor.staffId }, now)
    },
    show: async (read, _call, id) => ({ walkIns: await walkInsById(read, id) }),
  },
  'channel.walkIns': async (read, { actor, input, now }) => {
    mustWorkIn(actor, input.storeId)
    return walkInsOf(read, input.storeId, now)
  },
} satisfies Partial<Handlers>

/** A code of somebody’s own, to be shown on their phone. */
async function drawn(platform: Platform, own: CodeRow) {
  const [code] = await presentCodes(platform.db.manager, [own])
  return { code: found(code), image: await codeImage(platform, { scene: own.scene, page: LANDING_PAGE }) }
}

export const channelRoutes = (platform: Platform, neighbours: ChannelNeighbours) => {
  const { db, signer, settings } = platform
  return {
    ...entryRoutes,

    'channel.codes': async (read, { actor, input }) => {
      mustWorkIn(actor, input.storeId)
      return { codes: await presentCodes(read, await codesOfStore(read, input.storeId)) }
    },

    'channel.offers': async (read, { now }) => ({
      templates: (await offersOf(read, now)).map(({ id, name }) => ({ id, name })),
    }),

    'channel.createCode': {
      run: async (tx, { actor, input, now }) => {
        await mustOpen(tx, neighbours, input.opens)
        return createByManager(tx, actor, input, now)
      },
      show: async (read, _call, codeId) => {
        const [code] = await presentCodes(read, [await codeById(read, codeId)])
        return { code: found(code) }
      },
    },

    'channel.myCode': async (unit, { actor, now }) => drawn(platform, await unit((tx) => myCode(tx, actor, now))),

    'channel.payCode': async (unit, { actor, input, now }) => {
      mustWorkIn(actor, input.storeId)
      return drawn(platform, await unit((tx) => payCode(tx, actor, input.storeId, now)))
    },

    'channel.printSheet': async (_unit, { actor, input, now }) => {
      const codes = await codesByIds(db.manager, input.codeIds)
      const mine = codes.filter((code) => actor.storeIds.includes(code.storeId))
      if (mine.length !== new Set(input.codeIds).size) throw new Refused('not_found')
      const { path, endsAt } = sheetLink(
        signer,
        mine.map((code) => code.id),
        now,
      )
      return { url: `${settings.PUBLIC_URL ?? ''}${path}`, endsAt: endsAt.toISOString() }
    },
  } satisfies Partial<Handlers>
}
