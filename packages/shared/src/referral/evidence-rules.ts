import type { Review } from './schema'

/** What is known about how a friend came; counts are of friends altogether, this one included. */
export type Evidence = {
  /** Joined through an invitation with the same phone in the hand, whoever invited. */
  device: number
  /** Of the same inviter, from the same network. */
  address: number
  /** Of the same inviter, within minutes of this one. */
  burst: number
  /** With the phone in the hand on which the inviter opened their invitation. */
  inviterDevice: boolean
  /** Their phone number was the inviter's. */
  inviterPhone: boolean
  /** Their phone number belonged to another member before. */
  knownPhone: boolean
  /** Something they ordered was paid by the inviter. */
  inviterPaid: boolean
  riskRank: number | null
}

export const REASONS = [
  'inviter_phone',
  'inviter_device',
  'inviter_paid',
  'known_phone',
  'device_many',
  'address_many',
  'burst',
  'risky',
  'known_before',
] as const
export type Reason = (typeof REASONS)[number]

export type Verdict = { outcome: 'pass' | 'hold' | 'block'; reasons: Reason[] }

const level = (count: number, hold: number, block: number) => (count >= block ? 2 : count >= hold ? 1 : 0)

/** How heavy each doubt weighs: 1 for a person to look, 2 for nothing to be given. */
const weights = (seen: Evidence, knobs: Review): [Reason, number][] => [
  ['inviter_phone', seen.inviterPhone ? 2 : 0],
  ['inviter_device', seen.inviterDevice ? 1 : 0],
  ['inviter_paid', seen.inviterPaid ? 1 : 0],
  ['known_phone', seen.knownPhone ? 1 : 0],
  ['device_many', level(seen.device, knobs.deviceHold, knobs.deviceBlock)],
  ['address_many', level(seen.address, knobs.addressHold, knobs.addressBlock)],
  ['burst', seen.burst >= knobs.burstHold ? 1 : 0],
  ['risky', seen.riskRank !== null && seen.riskRank >= knobs.riskHold ? 1 : 0],
]

/**
 * Whether a referral passes, waits for a person, or gets nothing. No single doubt that may have an innocent cause blocks: families share
 * phones, and the guests of a café its network.
 */
export function judgeReferral(seen: Evidence, knobs: Review): Verdict {
  const doubts = weights(seen, knobs).filter(([, weight]) => weight > 0)
  const heaviest = Math.max(0, ...doubts.map(([, weight]) => weight))
  return { outcome: heaviest === 0 ? 'pass' : heaviest === 1 ? 'hold' : 'block', reasons: doubts.map(([one]) => one) }
}
