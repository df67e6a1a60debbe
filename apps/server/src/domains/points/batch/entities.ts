import { EntitySchema } from 'typeorm'
import { amount, count, instant, key, ref, text, token } from '#server/platform/db/columns'
import type { PointUnit } from '../entities'

/** A file of adjustments or opening balances, done in the background line by line. */
export type BatchRow = {
  id: string
  kind: 'adjust' | 'opening'
  state: 'waiting' | 'running' | 'done' | 'rejected' | 'cancelled'
  title: string
  fileHash: string
  total: number
  done: number
  refused: number
  cancelled: number
  pointsUp: number
  pointsDown: number
  askedBy: string
  askedByName: string
  askedAt: Date
  decidedBy: string | null
  decidedByName: string | null
  decidedAt: Date | null
  note: string | null
  finishedAt: Date | null
}

export const Batches = new EntitySchema<BatchRow>({
  name: 'point_batch',
  columns: {
    id: key(),
    kind: token(16),
    state: token(16),
    title: text(40),
    fileHash: token(64),
    total: count(),
    done: count(),
    refused: count(),
    cancelled: count(),
    pointsUp: amount(),
    pointsDown: amount(),
    askedBy: ref(),
    askedByName: text(40),
    askedAt: instant(),
    decidedBy: ref({ nullable: true }),
    decidedByName: text(40, { nullable: true }),
    decidedAt: instant({ nullable: true }),
    note: text(80, { nullable: true }),
    finishedAt: instant({ nullable: true }),
  },
})

/** One line for one unit. Its source key is fixed before anything is done, so a crash or a second run never doubles it. */
export type BatchLineRow = {
  id: string
  batchId: string
  line: number
  memberId: string
  unit: PointUnit
  points: number
  lastDay: number | null
  reason: string
  sourceKey: string
  state: 'waiting' | 'done' | 'refused' | 'cancelled'
  refusal: string | null
  txnId: string | null
}

export const BatchLines = new EntitySchema<BatchLineRow>({
  name: 'point_batch_row',
  columns: {
    id: key(),
    batchId: ref(),
    line: count(),
    memberId: ref(),
    unit: token(16),
    points: amount(),
    lastDay: count({ nullable: true }),
    reason: text(80),
    sourceKey: token(96),
    state: token(16),
    refusal: token(32, { nullable: true }),
    txnId: ref({ nullable: true }),
  },
})
