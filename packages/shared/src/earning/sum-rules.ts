import { share } from '../kit/share'
import type { Rounding } from './rules'

/** Whole division, exact for every whole number: no fraction is ever made on the way. */
const quotient = (numerator: number, denominator: number) => (numerator - (numerator % denominator)) / denominator

/** `numerator / denominator` as a whole number. Both zero or more, below 2^53. */
export function divide(numerator: number, denominator: number, rounding: Rounding): number {
  const whole = quotient(numerator, denominator)
  const rest = numerator % denominator
  if (rest === 0 || rounding === 'floor' || rounding === 'drop') return whole
  if (rounding === 'ceil') return whole + 1
  return rest * 2 >= denominator ? whole + 1 : whole
}

/** `give` for every `every`: `drop` counts whole steps only, the others give a part of a step its part. */
export const perStep = (amount: number, every: number, give: number, rounding: Rounding): number =>
  rounding === 'drop' ? quotient(amount, every) * give : divide(amount * give, every, rounding)

/**
 * What has to be undone of `total` once `done` of `whole` is undone. All undone answers all of it, so parts taken as differences of
 * this add up to the whole exactly, in whatever order and sizes they come.
 */
export const shareOf = (total: number, done: number, whole: number): number =>
  done >= whole ? total : (share(total, [done, whole - done])[0] ?? 0)

/** Splits `total` by weights so that the parts add up to it; nothing where there is nobody to split it for. */
export const spread = (total: number, weights: readonly number[]): number[] =>
  weights.length === 0 ? [] : share(total, weights)
