import { touchWords } from '@huitou/shared/distribution/word-rules'
import { fingerprintOfUser } from '#server/domains/member/create-member'
import { nameForOthers } from '#server/domains/member/present'
import { brandOf } from '#server/domains/store/queries'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader } from '#server/platform/db/tx'
import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { found } from '#server/platform/refused'
import { openIdOf } from '#server/platform/session/open-id'
import { adjustCommission } from './payout/adjust'
import { decidePayout, recordPayout } from './payout/decide'
import { requestPayout } from './payout/request'
import { applyAsDistributor } from './people/apply'
import { designate, reviewApplication, stopDistributor } from './people/appoint'
import { pauseSettings, publishSettings } from './settings/publish'
import { showSettings } from './settings/show'
import { showCode } from './show/code'
import { customersPage } from './show/customers'
import { showFigures } from './show/figures'
import { showMine, showRequested } from './show/mine'
import { distributorFor, distributorsPage, payoutFor, payoutsPage } from './show/operator-view'
import { statementPage } from './show/statement'
import { touchDistributor } from './touch'

const showVersions = (read: Reader, { now }: { now: Date }) => showSettings(read, now)
const showDistributor = (read: Reader, _call: unknown, memberId: string) => distributorFor(read, memberId)
const showPayout = (read: Reader, _call: unknown, payoutId: string) => payoutFor(read, payoutId)
const by = ({ actor, now }: { actor: { operatorId: string }; now: Date }) => ({ operatorId: actor.operatorId, now })

const consoleRoutes = {
  'distribution.settings': showVersions,
  'distribution.publish': { run: (tx, call) => publishSettings(tx, call.input, by(call)), show: showVersions },
  'distribution.pause': { run: (tx, call) => pauseSettings(tx, by(call)), show: showVersions },
  'distribution.distributors': (read, { input }) => distributorsPage(read, input),
  'distribution.designate': { run: (tx, call) => designate(tx, call.input, by(call)), show: showDistributor },
  'distribution.review': { run: (tx, call) => reviewApplication(tx, call.input, by(call)), show: showDistributor },
  'distribution.stop': { run: (tx, call) => stopDistributor(tx, call.input, by(call)), show: showDistributor },
  'distribution.adjust': { run: (tx, call) => adjustCommission(tx, call.input, by(call)), show: showDistributor },
  'distribution.payouts': (read, { input }) => payoutsPage(read, input),
  'distribution.decidePayout': { run: (tx, call) => decidePayout(tx, call.input, by(call)), show: showPayout },
  'distribution.recordPayout': { run: (tx, call) => recordPayout(tx, call.input, by(call)), show: showPayout },
  'distribution.figures': (read, { input }) => showFigures(read, input),
} satisfies Partial<Handlers>

const personOf = async (read: Reader, vault: Vault, userId: string) =>
  fingerprintOfUser(vault, found(await openIdOf(read, userId)))

export const distributionRoutes = (platform: Platform) => {
  const { vault } = platform
  return {
    ...consoleRoutes,
    'distribution.mine': (read, { actor, now }) => showMine(read, actor.memberId, now),
    'distribution.customers': (read, { actor, input }) => customersPage(read, actor.memberId, input.before),
    'distribution.statement': (read, { actor, input }) => statementPage(read, actor.memberId, input.before),
    'distribution.code': (unit, { actor, now }) => showCode(platform, unit, { memberId: actor.memberId, now }),
    'distribution.apply': {
      run: (tx, { actor, input, now }) => applyAsDistributor(tx, { ...input, memberId: actor.memberId, now }),
      show: (read, { now }, memberId) => showMine(read, memberId, now),
    },
    'distribution.requestPayout': {
      run: (tx, { actor, input, now }) => requestPayout(tx, { ...input, memberId: actor.memberId, now }),
      show: (read, { actor, now }, payoutId) => showRequested(read, actor.memberId, payoutId, now),
    },
    'distribution.touch': async (tx, { actor, input, now }) => {
      const person = await personOf(tx, vault, actor.userId)
      const { from, counts } = await touchDistributor(tx, { scene: input.scene, person, now })
      return { counts, words: counts ? touchWords((await brandOf(tx)).name, nameForOthers(from)) : '' }
    },
  } satisfies Partial<Handlers>
}
