import type { Scores } from './schema'

/** 「味道 5 · 服务 2」 */
export const scoresText = (scores: Scores) => scores.map(({ aspect, score }) => `${aspect} ${score}`).join(' · ')

/** Why somebody has to look after a review, for the list of work; at most 60 characters, with four names of six. */
export const lowReason = (receiptNo: string, scores: Scores) =>
  `${scoresText(scores)}，小票 ${receiptNo.length > 12 ? `…${receiptNo.slice(-12)}` : receiptNo}`

/** The labels of one to five stars, as they are read out. */
export const STAR_WORDS = ['很差', '差', '一般', '好', '很好'] as const
