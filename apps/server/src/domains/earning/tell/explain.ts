import { In } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import type { RuleBody } from '@huitou/shared/earning/rules'
import { partWords } from '@huitou/shared/earning/words/explain-rules'
import { sentenceOf } from '@huitou/shared/earning/words/sentence-rules'
import { words } from '@huitou/shared/earning/words/word-rules'
import { Accounts, Txns, type TxnRow } from '#server/domains/points/entities'
import { brandOf } from '#server/domains/store/queries'
import { dateText } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import type { DecisionRow } from '../entities'
import { judgeAgain } from '../decide/judge'
import { namesFor, type Neighbours } from './known'
import { cutsOf } from './present'
import { bodyBehind, decisionById } from '../queries'

type Explanation = Output<'earning.explain'>

async function ownTxn(read: Reader, memberId: string, txnId: string): Promise<TxnRow> {
  const accounts = await read.find(Accounts, { where: { memberId } })
  return found(await read.findOne(Txns, { where: { id: txnId, accountId: In(accounts.map((one) => one.id)) } }))
}

/** Lots keep ends of their own when they become available, come back or change hands. */
const ENDS_ELSEWHERE = new Set(['activate', 'return', 'release', 'transfer_in'])

async function expiryOf(read: Reader, { expiresAt, amount, kind }: TxnRow) {
  if (amount <= 0 || (!expiresAt && ENDS_ELSEWHERE.has(kind))) return words('', '')
  if (!expiresAt) return words('长期有效', 'does not run out')
  const { zone } = await brandOf(read)
  // An end at midnight belongs to the day that it closes.
  const lastDay = dateText(new Date(expiresAt.getTime() - 1), zone)
  return words(`${lastDay}到期`, `runs out on ${lastDay}`)
}

const plain = ({ reason, source }: TxnRow) => [words(`${reason}（${source}）`, `${reason} (${source})`)]

/** What a refund took back, beside what the purchase had given. */
function reversalLines(txn: TxnRow, decision: DecisionRow) {
  const { numerator = 0, denominator = 0 } = decision.result.undoing ?? {}
  const [back, paid] = [numerator / 100, denominator / 100]
  return [
    words(
      `至今退了 ${back} 元（共付 ${paid} 元），这次扣回 ${txn.granted}`,
      `¥${back} of ¥${paid} refunded so far; this time ${txn.granted} are taken back`,
    ),
  ]
}

/** Why a transaction is what it is: the rules that gave it, each with its amount; what limits cut; until when it holds. */
export async function explainTxn(
  read: Reader,
  neighbours: Neighbours,
  memberId: string,
  txnId: string,
): Promise<Explanation> {
  const txn = await ownTxn(read, memberId, txnId)
  const base = {
    txnId,
    points: txn.amount,
    at: txn.effectiveAt.toISOString(),
    expiresAt: txn.expiresAt?.toISOString() ?? null,
    expiry: await expiryOf(read, txn),
  }
  if (txn.decisionId === null) return { ...base, versionId: null, lines: plain(txn), cuts: [], rules: [] }
  const decision = await decisionById(read, txn.decisionId)
  const { versionId } = decision
  if (decision.mode === 'reversal')
    return { ...base, versionId, lines: [...plain(txn), ...reversalLines(txn, decision)], cuts: [], rules: [] }
  const set = await bodyBehind(read, decision)
  const evaluation = judgeAgain(set, decision)
  const lane = evaluation.lanes.find((_, at) => decision.result.postings[at]?.txnId === txnId)
  const names = await namesFor(read, neighbours, [set])
  const isMine = (key: string) => lane?.rules.includes(key) ?? false
  const parts = evaluation.parts.filter((part) => part.unit === lane?.unit && isMine(part.rule))
  const rules = set.rules.filter((rule: RuleBody) => isMine(rule.key))
  return {
    ...base,
    versionId,
    lines: parts.map(partWords),
    cuts: lane ? cutsOf({ ...evaluation, lanes: [lane] }, decision.result) : [],
    rules: rules.map((rule) => ({ title: rule.title, words: sentenceOf(rule, names) })),
  }
}
