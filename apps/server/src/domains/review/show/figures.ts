import { Between, In } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { permilleOf } from '@huitou/shared/review/rules'
import { isRange } from '@huitou/shared/worklist/rules'
import { Purchases } from '#server/domains/purchase/entities'
import { Stores } from '#server/domains/store/entities'
import { storeById } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { invalid } from '#server/platform/refused'
import { Reviews } from '../entities'

type Asked = { storeIds: string[]; from: number; to: number }
type Counted = { aspect: string; score: number; count: number }

/** How often each score was given for each thing, along (store, day of the purchase). */
async function scoresOf(read: Reader, { storeIds, from, to }: Asked): Promise<Counted[]> {
  const rows = await read
    .createQueryBuilder(Reviews, 'review')
    .innerJoin('review_score', 'given', 'given.reviewId = review.id')
    .select('given.aspect', 'aspect')
    .addSelect('given.score', 'score')
    .addSelect('COUNT(*)', 'count')
    .where('review.storeId IN (:...storeIds) AND review.boughtDay BETWEEN :from AND :to', { storeIds, from, to })
    .groupBy('given.aspect')
    .addGroupBy('given.score')
    .getRawMany<Record<keyof Counted, string | number>>()
  return rows.map(({ aspect, score, count }) => ({
    aspect: String(aspect),
    score: Number(score),
    count: Number(count),
  }))
}

const SCORES = [1, 2, 3, 4, 5] as const
const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)

function aspectFigures(aspect: string, counted: readonly Counted[]) {
  const distribution = SCORES.map((score) => counted.find((one) => one.score === score)?.count ?? 0)
  const count = total(distribution)
  const stars = total(distribution.map((times, index) => times * (index + 1)))
  return { aspect, count, averagePermille: permilleOf(stars, count), distribution }
}

function byAspect(counted: readonly Counted[]) {
  const aspects = [...new Set(counted.map(({ aspect }) => aspect))]
  return aspects
    .map((aspect) =>
      aspectFigures(
        aspect,
        counted.filter((one) => one.aspect === aspect),
      ),
    )
    .sort((a, b) => b.count - a.count || (a.aspect < b.aspect ? -1 : 1))
}

async function storeIdsOf(read: Reader, storeId: string | undefined): Promise<string[]> {
  if (storeId !== undefined) return [(await storeById(read, storeId)).id]
  return (await read.find(Stores, { select: { id: true } })).map(({ id }) => id)
}

type Sums = Record<'reviews' | 'low' | 'replied', string | number | null>

const countReviews = (read: Reader, asked: Asked) =>
  read
    .createQueryBuilder(Reviews, 'review')
    .select('COUNT(*)', 'reviews')
    .addSelect('SUM(CASE WHEN review.low = 1 THEN 1 ELSE 0 END)', 'low')
    .addSelect('COUNT(review.repliedAt)', 'replied')
    .where('review.storeId IN (:...storeIds) AND review.boughtDay BETWEEN :from AND :to', asked)
    .getRawOne<Sums>()

/** How many purchases of these days were reviewed, and how. */
export async function figuresOf(
  read: Reader,
  { storeId, from, to }: Input<'review.figures'>,
): Promise<Output<'review.figures'>> {
  if (!isRange(from, to)) throw invalid('to', 'at least `from`, at most 92 days')
  const asked = { storeIds: await storeIdsOf(read, storeId), from, to }
  const counted = await countReviews(read, asked)
  const [reviews, low, replied] = [counted?.reviews, counted?.low, counted?.replied].map((one) => Number(one ?? 0))
  const purchases = await read.countBy(Purchases, { storeId: In(asked.storeIds), day: Between(from, to) })
  return {
    ...{ purchases, reviews: reviews ?? 0, sharePermille: permilleOf(reviews ?? 0, purchases) },
    ...{ low: low ?? 0, replied: replied ?? 0, aspects: byAspect(await scoresOf(read, asked)) },
  }
}
