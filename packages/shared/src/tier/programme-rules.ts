import { NEUTRAL, type Benefits } from './benefit-rules'
import { tierFor, type TierStyle } from './rules'
import type { GrowthWindow } from './window-rules'

/** What rising to a tier brings, once a cycle. */
export type TierPack = { points: number; templateIds: string[]; cardId: string | null }

export type TierDef = {
  level: number
  name: string
  style: TierStyle
  growthFrom: number
  /** The growth in the window that keeps the tier at a review; null: as much as reaches it. */
  keepGrowth: number | null
  benefits: Benefits
  pack: TierPack
}

/** What a review does with a member whose growth does not keep their tier. */
export const DOWNGRADES = ['none', 'one_step', 'full'] as const

/** The rules of the tiers: one version of them. */
export type Programme = {
  /** What growth is called: 成长值, 星星. */
  unitName: string
  window: GrowthWindow
  downgrade: (typeof DOWNGRADES)[number]
  /** Days after a review in which the tier can still be kept. */
  graceDays: number
  /** Days before a review on which a member is told that the tier will not be kept, less than a month; 0: nobody is told. */
  warnDays: number
  /** Whether a tier that refunded growth no longer carries is taken back at once, or stays until the next review. */
  onRefund: 'recheck' | 'keep'
  tiers: TierDef[]
}

export type Version = { id: string; activeOn: number; body: Programme }

export const NO_PACK: TierPack = { points: 0, templateIds: [], cardId: null }

/** What a brand has that has set up no tiers. */
export const ONE_TIER: Programme = {
  unitName: '成长值',
  window: { kind: 'lifetime' },
  downgrade: 'none',
  graceDays: 0,
  warnDays: 0,
  onRefund: 'recheck',
  tiers: [
    { level: 1, name: '普卡', style: 'basic', growthFrom: 0, keepGrowth: null, benefits: NEUTRAL, pack: NO_PACK },
  ],
}

/** The version in force on a day; `versions` rise by `activeOn`. */
export const versionOn = (versions: readonly Version[], day: number): Version =>
  [...versions].reverse().find((version) => version.activeOn <= day) ?? { id: '0', activeOn: 0, body: ONE_TIER }

const upwards = ({ tiers }: Programme) => [...tiers].sort((a, b) => a.level - b.level)
const downwards = ({ tiers }: Programme) => [...tiers].sort((a, b) => b.level - a.level)

/** The lowest level of a programme. */
export const baseLevel = (programme: Programme) => Math.min(...programme.tiers.map((tier) => tier.level))

/** The tier of a level, or where the programme has none any more the next one below it. */
export function tierAt(programme: Programme, level: number): TierDef {
  const tiers = downwards(programme)
  const at = tiers.find((tier) => tier.level <= level) ?? tiers[tiers.length - 1]
  if (!at) throw new Error('a programme needs a tier')
  return at
}

/** The highest level that this growth reaches. */
export const reachedLevel = ({ tiers }: Programme, growth: number) => tierFor(tiers, growth).level

/** How much growth keeps a level at a review. */
export const keepGrowthOf = (programme: Programme, level: number) => {
  const tier = tierAt(programme, level)
  return tier.keepGrowth ?? tier.growthFrom
}

/** The highest level, at most `level`, that this growth keeps. */
export const keptLevel = (programme: Programme, level: number, growth: number) =>
  downwards(programme).find((tier) => tier.level <= level && keepGrowthOf(programme, tier.level) <= growth)?.level ??
  baseLevel(programme)

/** The level just below one. */
export const levelBelow = (programme: Programme, level: number) =>
  downwards(programme).find((tier) => tier.level < level)?.level ?? baseLevel(programme)

/** With monthly reviews a warning must come after the review before. */
const WARN_DAYS_MONTHLY = 27

export type Finding = { severity: 'error' | 'notice'; words: string }

const error = (words: string): Finding => ({ severity: 'error', words })
const notice = (words: string): Finding => ({ severity: 'notice', words })

function thresholdFindings(programme: Programme): Finding[] {
  const tiers = upwards(programme)
  const names = new Set(tiers.map((tier) => tier.name))
  const rising = tiers.every((tier, index) => index === 0 || tier.growthFrom > (tiers[index - 1]?.growthFrom ?? 0))
  return [
    ...(programme.window.kind === 'rolling' && programme.warnDays > WARN_DAYS_MONTHLY
      ? [error(`每月核查时，最多提前 ${WARN_DAYS_MONTHLY} 天提醒`)]
      : []),
    ...(tiers.every((tier, index) => tier.level === index + 1) ? [] : [error('等级要从 1 开始，一级一级往上编号')]),
    ...(names.size === tiers.length ? [] : [error('两个等级不能同名')]),
    ...(tiers[0]?.growthFrom === 0 ? [] : [error('最低一级的门槛必须是 0，每位会员都要有等级')]),
    ...(rising ? [] : [error('等级越高，门槛要越高')]),
    ...tiers
      .filter((tier) => (tier.keepGrowth ?? 0) > tier.growthFrom)
      .map((tier) => error(`${tier.name}的保级要求高过了升级门槛`)),
  ]
}

function promiseFindings({ tiers }: Programme): Finding[] {
  const waiting = (has: (benefits: Benefits) => boolean, words: string) =>
    tiers.some(({ benefits }) => has(benefits)) ? [notice(words)] : []
  return [
    ...waiting((one) => one.discountPermille < 1000, '会员折扣还没有接到收银，会员页先不写'),
    ...waiting((one) => one.freeShipping, '免运费还没有接到配送，会员页先不写'),
    ...waiting((one) => one.earlyAccessHours > 0, '优先购还没有接到商品，会员页先不写'),
    ...waiting((one) => one.exclusiveTemplateIds.length > 0, '专属券还没有接到领券中心，会员页先不写'),
  ]
}

function changeFindings(programme: Programme, before: Programme): Finding[] {
  const removed = before.tiers.filter((old) => programme.tiers.every((tier) => tier.level !== old.level))
  const dearer = programme.tiers.filter(
    (tier) => tier.growthFrom > (before.tiers.find((old) => old.level === tier.level)?.growthFrom ?? tier.growthFrom),
  )
  const begins = before.downgrade === 'none' && programme.downgrade !== 'none'
  return [
    ...removed.map((tier) => error(`${tier.name}已经有会员，不能删掉，可以改名或改门槛`)),
    ...dearer.map((tier) => notice(`${tier.name}的门槛提高了，已有会员保留到下次核查`)),
    ...(begins ? [notice('从这一版起会降级，请先告诉会员')] : []),
  ]
}

/** What speaks against publishing a programme (errors), and what its owner should know (notices). */
export const checkProgramme = (programme: Programme, before: Programme | null): Finding[] => [
  ...thresholdFindings(programme),
  ...promiseFindings(programme),
  ...(programme.downgrade !== 'none' && programme.window.kind === 'lifetime'
    ? [notice('累计一生的成长值不会减少，核查不会让任何人降级')]
    : []),
  ...(before ? changeFindings(programme, before) : []),
]
