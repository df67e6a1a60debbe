import * as z from 'zod/mini'
import { isDay } from './day'

/** A row's id on the wire: decimal digits, never a number (a bigint does not fit one). */
export const id = z.string().check(z.regex(/^[1-9]\d{0,18}$/))

/** An instant in UTC, ISO 8601 with milliseconds. */
export const instant = z.iso.datetime()

/** A business day as yyyymmdd, one that exists. */
export const day = z.int().check(z.gte(20_000_101), z.lte(29_991_231), z.refine(isDay, 'no such day'))

/** A month as yyyymm. */
export const month = z.int().check(
  z.gte(200_001),
  z.lte(299_912),
  z.refine((value) => value % 100 >= 1 && value % 100 <= 12, 'no such month'),
)

/** A whole number of points, zero or more, at most a thousand million. */
export const points = z.int().check(z.gte(0), z.lte(1_000_000_000))

/** Money in whole fen (1/100 yuan), zero or more, at most ten million yuan. */
export const fen = z.int().check(z.gte(0), z.lte(1_000_000_000))

/**
 * Text a person typed: trimmed, 1 to `max` characters, none of them a control character, invisible, or able to turn the text round. The
 * joiner inside emoji stays.
 */
export const text = (max: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(max), z.regex(/^(?:\u200d|[^\p{Cc}\p{Cf}\p{Cs}])*$/u))

/** The `scene` of a mini program code: 1 to 32 of the characters that WeChat allows (R7). */
export const scene = z.string().check(z.regex(/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/))

/** Where the next page of a list begins; opaque to clients, null at the end. */
export const cursor = z.string().check(z.regex(/^[0-9a-zA-Z_-]{1,64}$/))

/** One page of a list, newest first unless the contract says otherwise. */
export const page = <Row extends z.core.$ZodType>(row: Row) =>
  z.object({ rows: z.array(row), next: z.nullable(cursor) })

/** A day of birth as yyyymmdd; whether it exists is for the rule to say. */
export const birthday = z.int().check(z.gte(19_000_101), z.lte(29_991_231))
