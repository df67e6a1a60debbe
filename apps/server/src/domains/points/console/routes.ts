import type { Handlers, Operator } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { freeze, unfreeze, BY_SELF_CHECK } from '../account/freeze'
import { accountCard, accountsOf, asOf } from '../account/queries'
import { adjust, decideAdjustment } from '../adjustment/adjust'
import { adjustmentCard, adjustmentPage } from '../adjustment/queries'
import { batchCard, batchLinePage, batchPage } from '../batch/queries'
import { presentFile, readFile } from '../batch/read-file'
import { cancelBatch, decideBatch, startBatch } from '../batch/start'
import { ledgerChecks } from '../check/queries'
import { reconcile } from '../check/reconcile'
import { historyOf } from '../account/history'
import { changePolicy, policyVersion, policyVersions } from '../policy/change'
import { accountOf } from '../queries'
import { liability, series } from '../report/queries'

const actorOf = ({ operatorId }: Operator) => `operator:${operatorId}`

const accounts = {
  'points.policy': (read, { now }) => policyVersions(read, now),

  'points.changePolicy': {
    run: (tx, { actor, input, now }) => changePolicy(tx, { ...input, actor: actorOf(actor), now }),
    show: (read, _call, id) => policyVersion(read, id),
  },

  'points.account': (read, { input, now }) => accountsOf(read, input.memberId, now),

  'points.accountHistory': (read, { input }) => historyOf(read, input.memberId, input),

  'points.asOf': (read, { input }) => asOf(read, input),

  'points.freeze': {
    run: (tx, { actor, input, now }) => freeze(tx, { ...input, actor: actorOf(actor) }, now),
    show: (read, { now }, id) => accountCard(read, id, now),
  },

  'points.unfreeze': {
    run: (tx, { actor, input, now }) => unfreeze(tx, { ...input, actor: actorOf(actor) }, now),
    show: (read, { now }, id) => accountCard(read, id, now),
  },
} satisfies Partial<Handlers>

const adjustments = {
  'points.adjust': {
    run: (tx, { actor, input, now }) => adjust(tx, { ...input, operator: actor, now }),
    show: (read, _call, id) => adjustmentCard(read, id),
  },

  'points.adjustments': (read, { input }) => adjustmentPage(read, input),

  'points.decideAdjustment': {
    run: (tx, { actor, input, now }) => decideAdjustment(tx, { ...input, operator: actor, now }),
    show: (read, _call, id) => adjustmentCard(read, id),
  },
} satisfies Partial<Handlers>

const batches = ({ vault }: Platform) =>
  ({
    'points.previewBatch': async (read, { input, now }) => presentFile(await readFile(read, vault, { ...input, now })),

    'points.startBatch': {
      run: (tx, { actor, input, now }) => startBatch(tx, vault, { ...input, kind: 'adjust', operator: actor, now }),
      show: (read, _call, id) => batchCard(read, id),
    },

    'points.importOpening': {
      run: (tx, { actor, input, now }) => startBatch(tx, vault, { ...input, kind: 'opening', operator: actor, now }),
      show: (read, _call, id) => batchCard(read, id),
    },

    'points.decideBatch': {
      run: (tx, { actor, input, now }) => decideBatch(tx, { ...input, operator: actor, now }),
      show: (read, _call, id) => batchCard(read, id),
    },

    'points.cancelBatch': {
      run: (tx, { input, now }) => cancelBatch(tx, input.batchId, now),
      show: (read, _call, id) => batchCard(read, id),
    },

    'points.batches': (read, { input }) => batchPage(read, input),
    'points.batch': (read, { input }) => batchCard(read, input.batchId),
    'points.batchRows': (read, { input }) => batchLinePage(read, input),
  }) satisfies Partial<Handlers>

const figures = {
  'points.liability': (read, { input, now }) => liability(read, input, now),
  'points.series': (read, { input, now }) => series(read, input, now),
  'points.checks': (read) => ledgerChecks(read),

  'points.reconcile': {
    run: async (tx, { actor, input, now }) => {
      const { memberId, unit, reason } = input
      const account = await accountOf(tx, memberId, unit)
      if (account.frozenBy !== BY_SELF_CHECK) throw new Refused('already_done')
      await reconcile(tx, account.id, { approvedBy: actorOf(actor), reason }, now)
      return account.id
    },
    show: (read, { now }, id) => accountCard(read, id, now),
  },
} satisfies Partial<Handlers>

export const pointsConsoleRoutes = (platform: Platform) => ({
  ...accounts,
  ...adjustments,
  ...batches(platform),
  ...figures,
})
