import { openStores } from '#server/domains/store/queries'
import type { Handlers, Staff } from '#server/platform/http/call'
import type { Reader } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { closeItem, reopenItem } from './close'
import { operatorDuties, operatorDuty } from './duty/operator-view'
import { saveDuty, setDuty } from './duty/save'
import { punctualityOf } from './figures'
import { workItem, workOf } from './list'

const mustWorkIn = (staff: Staff, storeId: string) => {
  if (!staff.storeIds.includes(storeId)) throw new Refused('store_not_yours')
}

const showItem = (read: Reader, { actor, now }: { actor: Staff; now: Date }, id: string) =>
  workItem(read, actor, id, now)

export const worklistRoutes = {
  'worklist.mine': (read, { actor, input, now }) => {
    mustWorkIn(actor, input.storeId)
    return workOf(read, actor, input.storeId, now)
  },
  'worklist.done': {
    run: (tx, { actor, input, now }) => closeItem(tx, actor, { ...input, to: 'done', skipReason: null }, now),
    show: showItem,
  },
  'worklist.skip': {
    run: (tx, { actor, input, now }) =>
      closeItem(tx, actor, { itemId: input.itemId, to: 'skipped', skipReason: input.reason }, now),
    show: showItem,
  },
  'worklist.undo': {
    run: (tx, { actor, input, now }) => reopenItem(tx, actor, input.itemId, now),
    show: showItem,
  },
  'worklist.storeFigures': (read, { actor, input }) => {
    mustWorkIn(actor, input.storeId)
    return punctualityOf(read, [input.storeId], input)
  },
  'worklist.duties': (read, { input }) => operatorDuties(read, input),
  'worklist.saveDuty': {
    run: (tx, { input, now }) => saveDuty(tx, input, now),
    show: (read, _call, id) => operatorDuty(read, id),
  },
  'worklist.setDuty': {
    run: (tx, { input, now }) => setDuty(tx, input.dutyId, input.state, now),
    show: (read, _call, id) => operatorDuty(read, id),
  },
  'worklist.figures': async (read, { input }) =>
    punctualityOf(
      read,
      (await openStores(read)).map(({ id }) => id),
      input,
    ),
} satisfies Partial<Handlers>
