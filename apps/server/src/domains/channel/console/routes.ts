import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { endBatch, startBatch } from '../batch/make'
import { batchById, batchPage } from '../batch/queries'
import { createCode } from '../create-code'
import { addCost, costById, costPage, removeCost } from '../entry/costs'
import { setTarget, targetsOf } from '../entry/targets'
import { mustOpen, type ChannelNeighbours } from '../opening'
import { sheetLink } from '../print-sheet'
import { codesByIds } from '../queries'
import { allSources, presentSource, retireSource, saveSource, sourceById } from '../source/sources'
import { changeCode, codePage, consoleCode, endCode } from './codes'

const sourceRoutes = {
  'channel.sources': async (read) => ({ sources: (await allSources(read)).map(presentSource) }),
  'channel.saveSource': {
    run: (tx, { input }) => saveSource(tx, input),
    show: async (read, _call, id) => ({ source: presentSource(await sourceById(read, id)) }),
  },
  'channel.retireSource': {
    run: (tx, { input, now }) => retireSource(tx, input, now),
    show: async (read, _call, id) => ({ source: presentSource(await sourceById(read, id)) }),
  },
} satisfies Partial<Handlers>

const codeRoutes = (neighbours: ChannelNeighbours) =>
  ({
    'channel.allCodes': (read, { input }) => codePage(read, input),
    'channel.addCode': {
      run: async (tx, { input, now }) => {
        await mustOpen(tx, neighbours, input.opens)
        return createCode(tx, input, now)
      },
      show: async (read, _call, id) => ({ code: await consoleCode(read, id) }),
    },
    'channel.changeCode': {
      run: (tx, { input }) => changeCode(tx, input),
      show: async (read, _call, id) => ({ code: await consoleCode(read, id) }),
    },
    'channel.endCode': {
      run: (tx, { input, now }) => endCode(tx, input.codeId, now),
      show: async (read, _call, id) => ({ code: await consoleCode(read, id) }),
    },
  }) satisfies Partial<Handlers>

const batchRoutes = {
  'channel.makeBatch': {
    run: (tx, { actor, input, now }) => startBatch(tx, { ...input, operatorId: actor.operatorId }, now),
    show: async (read, _call, id) => ({ batch: await batchById(read, id) }),
  },
  'channel.batches': (read, { input }) => batchPage(read, input.before),
  'channel.batch': async (read, { input }) => ({ batch: await batchById(read, input.batchId) }),
  'channel.endBatch': {
    run: (tx, { input, now }) => endBatch(tx, input.batchId, now),
    show: async (read, _call, id) => ({ batch: await batchById(read, id) }),
  },
} satisfies Partial<Handlers>

const figureRoutes = {
  'channel.addCost': {
    run: (tx, { actor, input, now }) => addCost(tx, input, actor.operatorId, now),
    show: async (read, _call, id) => ({ cost: await costById(read, id) }),
  },
  'channel.removeCost': {
    run: (tx, { input, now }) => removeCost(tx, input.costId, now),
    show: async (read, _call, id) => ({ cost: await costById(read, id) }),
  },
  'channel.costs': (read, { input }) => costPage(read, input.before),
  'channel.saveTarget': {
    run: (tx, { actor, input, now }) => setTarget(tx, input.staffId, input.daily, `operator:${actor.operatorId}`, now),
    show: async (read, _call, staffId) => ({ staffId, daily: (await targetsOf(read, [staffId])).get(staffId) ?? 0 }),
  },
} satisfies Partial<Handlers>

export const channelConsoleRoutes = ({ db, signer, settings }: Platform, neighbours: ChannelNeighbours) =>
  ({
    ...sourceRoutes,
    ...codeRoutes(neighbours),
    ...batchRoutes,
    ...figureRoutes,
    'channel.printCodes': async (_unit, { input, now }) => {
      const ids = (await codesByIds(db.manager, input.codeIds)).map(({ id }) => id)
      if (ids.length !== new Set(input.codeIds).size) throw new Refused('not_found')
      const { path, endsAt } = sheetLink(signer, ids, now)
      return { url: `${settings.PUBLIC_URL ?? ''}${path}`, endsAt: endsAt.toISOString() }
    },
  }) satisfies Partial<Handlers>
