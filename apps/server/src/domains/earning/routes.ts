import type { Handlers } from '#server/platform/http/call'
import type { Reader } from '#server/platform/db/tx'
import { presentBacktest } from './backtest/present'
import { startBacktest } from './backtest/start'
import { catalogue, templates } from './tell/catalogue'
import { dryRun } from './dry-run'
import { explainTxn } from './tell/explain'
import { guideFor } from './tell/guide'
import { namesFor, type Neighbours } from './tell/known'
import { presentDecision, rerun } from './queries'
import { checkVersion, sentencesOf } from './version/check'
import { publish, retire } from './version/publish'
import { presentVersion, versionRow, versionsPage } from './version/queries'
import { saveDraft } from './version/save-draft'

const versionCard = async (read: Reader, { now }: { now: Date }, id: string) => ({
  version: await presentVersion(read, await versionRow(read, id), now),
})

const versionRoutes = (neighbours: Neighbours) =>
  ({
    'earning.versions': (read, { input, now }) => versionsPage(read, input.before, now),

    'earning.version': async (read, { input, now }) => {
      const row = await versionRow(read, input.versionId)
      const sentences = sentencesOf(row.body, await namesFor(read, neighbours, [row.body]))
      return { version: await presentVersion(read, row, now), body: row.body, sentences }
    },

    'earning.saveDraft': {
      run: (tx, { actor, input, now }) => {
        const { versionId, revision, name, ...body } = input
        return saveDraft(tx, { versionId, revision, name, body, by: actor.operatorName, now })
      },
      show: versionCard,
    },

    'earning.check': (read, { input, now }) => {
      const activeFrom = input.activeFrom === undefined ? null : new Date(input.activeFrom)
      return checkVersion(read, neighbours, { versionId: input.versionId, activeFrom }, now)
    },

    'earning.publish': {
      run: (tx, { actor, input, now }) =>
        publish(tx, neighbours, {
          versionId: input.versionId,
          revision: input.revision,
          activeFrom: input.activeFrom === undefined ? null : new Date(input.activeFrom),
          runs: input.as ?? 'live',
          acceptWarnings: input.acceptWarnings ?? false,
          by: actor.operatorName,
          now,
        }),
      show: versionCard,
    },

    'earning.retire': {
      run: (tx, { input, now }) => retire(tx, input.versionId, input.revision, now),
      show: versionCard,
    },
  }) satisfies Partial<Handlers>

export const earningRoutes = (neighbours: Neighbours) =>
  ({
    ...versionRoutes(neighbours),

    'earning.catalogue': (read) => catalogue(read, neighbours),

    'earning.templates': (read, { input }) => templates(read, neighbours, input),

    'earning.dryRun': (read, { input, now }) => dryRun(read, neighbours, input, now),

    'earning.startBacktest': {
      run: (tx, { actor, input, now }) => {
        const { versionId, againstId = null, from, until } = input
        return startBacktest(tx, { versionId, againstId, from, until, by: actor.operatorName, now })
      },
      show: async (read, { now }, id) => ({ backtest: await presentBacktest(read, id, now) }),
    },

    'earning.backtest': async (read, { input, now }) => ({
      backtest: await presentBacktest(read, input.backtestId, now),
    }),

    'earning.decision': async (read, { input }) => ({
      decision: await presentDecision(read, neighbours, input.decisionId),
    }),

    'earning.rerun': (read, { input }) => rerun(read, neighbours, input.decisionId),

    'earning.guide': (read, { actor, now }) => guideFor(read, neighbours, actor.memberId, now),

    'earning.explain': (read, { actor, input }) => explainTxn(read, neighbours, actor.memberId, input.txnId),
  }) satisfies Partial<Handlers>
