import { Gauge, type Registry } from 'prom-client'
import type { ReadyCheck } from '#server/platform/http/operator-doors'
import type { Platform } from '#server/platform/platform'
import { latestLedgerCheck, type LedgerState } from './queries'

type Figure = { name: string; help: string; of: (state: LedgerState) => number }

const seconds = (at: Date | null) => (at ? at.getTime() / 1000 : 0)

const FIGURES: Figure[] = [
  {
    name: 'huitou_ledger_accounts_differing',
    help: 'Accounts that disagree with their entries and wait to be reconciled',
    of: ({ differing }) => differing,
  },
  {
    name: 'huitou_ledger_accounts_unchecked',
    help: 'Accounts that changed since they were last compared with their entries',
    of: ({ waiting }) => waiting,
  },
  {
    name: 'huitou_ledger_checked_timestamp_seconds',
    help: 'When accounts were last compared with their entries',
    of: ({ checkedAt }) => seconds(checkedAt),
  },
  {
    name: 'huitou_ledger_all_checked_timestamp_seconds',
    help: 'When all accounts were last compared with their entries',
    of: ({ fullAt }) => seconds(fullAt),
  },
]

const gaugeOf = ({ db }: Platform, { name, help, of }: Figure) =>
  new Gauge({
    name,
    help,
    registers: [],
    async collect() {
      this.set(of(await latestLedgerCheck(db.manager)))
    },
  })

/** Puts the ledger's state among the metrics; asked for at each reading. */
export function watchLedger(platform: Platform, registry: Registry) {
  for (const figure of FIGURES) registry.registerMetric(gaugeOf(platform, figure))
}

/** Says on /readyz that accounts wait to be reconciled. They are frozen, and everybody else goes on: no reason to stop serving. */
export const ledgerWarning =
  ({ db }: Platform): ReadyCheck =>
  async () => {
    const { differing } = await latestLedgerCheck(db.manager)
    return differing > 0 ? `${differing} points accounts differ from their entries and are frozen` : null
  }
