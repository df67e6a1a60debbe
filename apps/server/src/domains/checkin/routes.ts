import { In } from 'typeorm'
import { storeById } from '#server/domains/store/queries'
import type { Handlers } from '#server/platform/http/call'
import type { Reader } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Refused, found } from '#server/platform/refused'
import { calendarOf } from './calendar'
import { checkInTogether } from './check-in-together'
import { CheckIns } from './entities'
import { makeUp } from './make-up'
import { endPlan, publishPlan } from './plan/publish'
import { plansView, presentDraft, versionById } from './plan/queries'
import { savePlan } from './plan/save'
import { checkInById, showAll, streakOf, visitById } from './queries'
import { reportOf } from './report/queries'
import { statusOf } from './status'
import { showStoreCode } from './store/store-code'
import { visitStore } from './store/visit-store'

const showCheckIns = async (read: Reader, ids: readonly string[]) =>
  showAll(read, ids.length === 0 ? [] : await read.find(CheckIns, { where: { id: In([...ids]) } }))

async function showCheckIn(read: Reader, memberId: string, id: string) {
  const row = await checkInById(read, memberId, id)
  return { row, shown: found((await showAll(read, [row])).get(id)) }
}

const memberRoutes = ({ signer }: Platform) =>
  ({
    'checkin.status': (read, { actor, now }) => statusOf(read, actor.memberId, now),

    'checkin.calendar': (read, { actor, input, now }) => calendarOf(read, actor.memberId, input.month, now),

    'checkin.checkIn': {
      runMany: async (tx, calls) => {
        const outcomes = await checkInTogether(tx, calls)
        const shown = await showCheckIns(
          tx,
          outcomes.filter((one) => typeof one === 'string'),
        )
        return outcomes.map((one) => (one instanceof Refused ? one : { effect: one, answer: found(shown.get(one)) }))
      },
      show: async (read, { actor }, id) => (await showCheckIn(read, actor.memberId, id)).shown,
    },

    'checkin.makeUp': {
      run: (tx, { actor, input, now }) => makeUp(tx, { ...input, memberId: actor.memberId, now }),
      show: async (read, { actor }, id) => {
        const { row, shown } = await showCheckIn(read, actor.memberId, id)
        const streakNow = (await streakOf(read, actor.memberId))?.length ?? shown.streak
        return { ...shown, price: row.price, streakNow }
      },
    },

    'checkin.visitStore': {
      run: (tx, { actor, input, now }) => visitStore(tx, signer, { memberId: actor.memberId, scene: input.scene, now }),
      show: async (read, { actor }, id) => {
        const { day, storeId, points, balanceAfter } = await visitById(read, actor.memberId, id)
        return { day, storeName: (await storeById(read, storeId)).name, points, balanceAfter }
      },
    },

    'checkin.storeCode': (read, { actor, input, now }) => {
      if (!actor.storeIds.includes(input.storeId)) throw new Refused('store_not_yours')
      return showStoreCode(read, signer, input.storeId, now)
    },
  }) satisfies Partial<Handlers>

const operatorRoutes = {
  'checkin.plans': (read, { now }) => plansView(read, now),

  'checkin.savePlan': {
    run: (tx, { actor, input, now }) => savePlan(tx, { ...input, author: `operator:${actor.operatorId}`, now }),
    show: async (read, { now }, id) => {
      const { findings, ...draft } = await presentDraft(read, id, now)
      return { draft, findings }
    },
  },

  'checkin.publishPlan': {
    run: (tx, { actor, input, now }) => publishPlan(tx, { ...input, author: `operator:${actor.operatorId}`, now }),
    show: async (read, _call, id) => ({ version: await versionById(read, id) }),
  },

  'checkin.endPlan': {
    run: (tx, { input, now }) => endPlan(tx, input, now),
    show: async (read, _call, id) => ({ version: await versionById(read, id) }),
  },

  'checkin.report': (read, { input }) => reportOf(read, input),
} satisfies Partial<Handlers>

export const checkinRoutes = (platform: Platform) => ({ ...memberRoutes(platform), ...operatorRoutes })
