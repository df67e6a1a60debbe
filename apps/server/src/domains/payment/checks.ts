import type { Check } from '#server/platform/selfcheck/check'

/** What is owed and what WeChat did agree, and nothing that is not over is left alone. */
export const paymentChecks: Check[] = [
  {
    promise: 'P1',
    name: 'a payment is paid when WeChat named its transaction, and only then; otherwise it came late',
    sql: `SELECT id FROM payment WHERE (state = 'paid' AND (transaction_id IS NULL OR paid_at IS NULL OR late = 1))
          OR (state <> 'paid' AND transaction_id IS NOT NULL AND (late = 0 OR state <> 'closed'))`,
  },
  {
    promise: 'P1',
    name: 'each notice that was applied tells what was wanted',
    sql: `SELECT n.id FROM payment_notice n JOIN payment p ON p.out_trade_no = n.out_trade_no
          WHERE n.outcome IN ('paid', 'late')
          AND (p.transaction_id IS NULL OR JSON_EXTRACT(n.body, '$.amountFen') <> p.amount_fen)`,
  },
  {
    promise: 'P5',
    name: 'no transaction of WeChat pays for two',
    sql: `SELECT MIN(id) AS id FROM payment WHERE transaction_id IS NOT NULL GROUP BY transaction_id HAVING COUNT(*) > 1`,
  },
  {
    promise: 'P1',
    name: 'what goes back of a payment is the sum of its refunds, and at most what was paid',
    sql: `SELECT p.id FROM payment p LEFT JOIN (
            SELECT payment_id, SUM(amount_fen) AS back FROM payment_refund WHERE state <> 'failed' GROUP BY payment_id
          ) r ON r.payment_id = p.id
          WHERE p.refunded_fen <> COALESCE(r.back, 0) OR p.refunded_fen > p.amount_fen
          OR (p.refunded_fen > 0 AND p.transaction_id IS NULL)`,
  },
  {
    promise: 'P1',
    name: 'what was paid after it was closed goes back whole',
    sql: `SELECT p.id FROM payment p WHERE p.late = 1 AND NOT EXISTS (
            SELECT 1 FROM payment_refund r WHERE r.payment_id = p.id AND r.amount_fen = p.amount_fen)`,
  },
  {
    promise: 'P7',
    name: 'each payment that is not over is looked after',
    sql: `SELECT id FROM payment WHERE state NOT IN ('paid', 'closed') AND due_at IS NULL`,
  },
  {
    promise: 'P7',
    name: 'money on its way back is looked after, or a person knows of it',
    sql: `SELECT id FROM payment_refund WHERE (state IN ('wanted', 'sent') AND due_at IS NULL)
          OR (state = 'failed' AND trouble IS NULL) OR (state = 'done' AND (done_at IS NULL OR trouble IS NOT NULL))`,
  },
  {
    promise: 'P7',
    name: 'no notice of WeChat Pay is forgotten',
    sql: `SELECT n.id FROM payment_notice n WHERE n.handled_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM event e WHERE e.name = 'payment.noticed' AND e.next_at IS NOT NULL)`,
  },
]
