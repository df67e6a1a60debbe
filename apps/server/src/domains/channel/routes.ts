import type { Handlers, Staff } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { found, Refused } from '#server/platform/refused'
import { createCode } from './create-code'
import { sheetLink } from './print-sheet'
import { codeById, codesByIds, codesOfStore, presentCodes } from './queries'

/** Another store's codes are as good as none. */
const mustWorkIn = (staff: Staff, storeId: string) => {
  if (!staff.storeIds.includes(storeId)) throw new Refused('store_not_yours')
}

export const channelRoutes = ({ db, signer, settings }: Platform) =>
  ({
    'channel.codes': async (read, { actor, input }) => {
      mustWorkIn(actor, input.storeId)
      return { codes: await presentCodes(read, await codesOfStore(read, input.storeId)) }
    },

    'channel.createCode': {
      run: async (tx, { actor, input, now }) => {
        mustWorkIn(actor, input.storeId)
        return createCode(tx, input, now)
      },
      show: async (read, _call, codeId) => {
        const [code] = await presentCodes(read, [await codeById(read, codeId)])
        return { code: found(code) }
      },
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
  }) satisfies Partial<Handlers>
