import type { Check } from '#server/platform/selfcheck/check'

export const earningChecks: Check[] = [
  {
    promise: 'P1',
    name: 'each decision has given exactly what it says',
    sql: `SELECT d.id, d.points, t.total FROM earning_decision d LEFT JOIN (
            SELECT x.decision_id, SUM(x.granted) AS total FROM point_txn x JOIN point_account a ON a.id = x.account_id
            WHERE x.decision_id IS NOT NULL AND x.kind = 'earn' AND a.unit = 'points' GROUP BY x.decision_id) t ON t.decision_id = d.id
          WHERE d.mode = 'live' AND d.points <> COALESCE(t.total, 0)`,
  },
  {
    promise: 'P1',
    name: 'each reversal has taken back exactly what it says',
    sql: `SELECT d.id, d.points, t.total FROM earning_decision d LEFT JOIN (
            SELECT x.decision_id, SUM(x.granted) AS total FROM point_txn x JOIN point_account a ON a.id = x.account_id
            WHERE x.decision_id IS NOT NULL AND x.reverses IS NOT NULL AND a.unit = 'points' GROUP BY x.decision_id) t
              ON t.decision_id = d.id
          WHERE d.mode = 'reversal' AND d.points <> 0 - COALESCE(t.total, 0)`,
  },
  {
    promise: 'P1',
    name: 'nothing is taken back that was not given',
    sql: `SELECT d.id FROM earning_decision d JOIN (
            SELECT reverses, SUM(points) AS points, SUM(growth) AS growth FROM earning_decision
            WHERE reverses IS NOT NULL GROUP BY reverses) r ON r.reverses = d.id
          WHERE d.points + r.points < 0 OR d.growth + r.growth < 0`,
  },
  {
    promise: 'P6',
    name: 'each decision names rules that are on record and published',
    sql: `SELECT d.id FROM earning_decision d LEFT JOIN rule_set_version v ON v.id = d.version_id
          WHERE d.version_id IS NOT NULL AND (v.id IS NULL OR v.state = 'draft' OR v.sha256 IS NULL)`,
  },
  {
    promise: 'P8',
    name: 'what a shadow decides gives nothing',
    sql: `SELECT d.id FROM earning_decision d JOIN point_txn t ON t.decision_id = d.id WHERE d.mode = 'shadow'`,
  },
]
