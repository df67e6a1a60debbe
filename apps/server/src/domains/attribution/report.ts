import type { AttributionReport, AttributionRow } from '@huitou/shared/attribution/contract'
import { cacOf, permilleOf, qualityOf, REPORT_DAYS_MAX, speedOf, WINDOW_DAYS } from '@huitou/shared/attribution/rules'
import { daysBetween } from '@huitou/shared/kit/day'
import { today } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { invalid } from '#server/platform/refused'
import { costsBy } from './costs'
import { namesOf } from './names'
import { sumsBy, sumsOfAll, walkInsBy, type By, type Figures, type Span } from './sums'

type Asked = Span & { by: By; storeId: string | null }

function daysOf({ from, until }: Span, day: number): number {
  const span = daysBetween(from, until) + 1
  if (span < 1 || span > REPORT_DAYS_MAX) throw invalid('until', `1 to ${REPORT_DAYS_MAX} days`)
  return Math.max(1, Math.min(span, daysBetween(from, day) + 1))
}

type Counted = { people: number; scans: number; joins: number } | undefined
const captureOf = (counted: Counted) => ({
  walkIns: counted?.people ?? null,
  scanCapturePermille: counted ? permilleOf(counted.scans, counted.people) : null,
  joinCapturePermille: counted ? permilleOf(counted.joins, counted.people) : null,
})

/** What a group’s figures come to. */
const judged = (figures: Figures, { total, days, costFen }: { total: Figures; days: number; costFen: number }) => ({
  joinPermille: permilleOf(figures.joins, figures.scans),
  buyPermille: permilleOf(figures.buyers, figures.joins),
  sharePermille: permilleOf(figures.joins, total.joins),
  speed: speedOf({ joins: figures.joins, days }),
  quality: qualityOf(figures),
  costFen,
  cacFen: costFen > 0 ? cacOf(costFen, figures.joins) : null,
})

/** Groups that cost something and brought nobody are told too; and so is the one store that was asked for, whoever walked past its codes. */
function withSilent(sums: (Figures & { id: string })[], { by, storeId }: Asked, costs: Map<string, number>) {
  const wanted = storeId === null ? [...costs.keys()] : by === 'store' ? [storeId] : []
  const known = new Set(sums.map(({ id }) => id))
  const missing = wanted.filter((id) => !known.has(id))
  return [...sums, ...missing.map((id) => ({ id, scans: 0, consents: 0, joins: 0, buyers: 0, spentFen: 0 }))]
}

export async function report(read: Reader, asked: Asked, now: Date): Promise<AttributionReport> {
  const { by, storeId, ...span } = asked
  const { day } = await today(read, now)
  const days = daysOf(span, day)
  const costs = await costsBy(read, by, span, storeId)
  const groups = withSilent(await sumsBy(read, by, span, storeId), asked, costs)
  const ids = groups.map(({ id }) => id)
  const nameOf = await namesOf(read, by, ids)
  const walkIns = by === 'store' ? await walkInsBy(read, ids, span) : new Map<string, Counted>()
  const total = await sumsOfAll(read, span, storeId)
  const rows: AttributionRow[] = groups.map((group) => ({
    ...group,
    name: nameOf(group.id),
    ...judged(group, { total, days, costFen: costs.get(group.id) ?? 0 }),
    ...captureOf(walkIns.get(group.id)),
  }))
  return { days, complete: daysBetween(span.until, day) > WINDOW_DAYS, total, rows }
}
