import { judgeClaim, opensFor, type Claimant, type ClaimRefusal, type ClaimTerms } from '@huitou/shared/coupon/rules'
import { dropWords, termsOf } from '@huitou/shared/coupon/word-rules'
import type { CouponOffer } from '@huitou/shared/coupon/contract'
import { refusals } from '@huitou/shared/refusals'
import { memberById } from '#server/domains/member/member-of'
import { momentText } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { found, Refused, invalid } from '#server/platform/refused'
import { clockAt, type Clock } from '../clock'
import { Templates, type TemplateRow } from '../entities'
import type { Known } from '../judge'
import { presentFace, termsFor, validityText } from '../present'
import { claimableTemplates, templatesWithStores } from '../queries'
import { claimantsOf, type Wish } from './claimants'
import { dropOf } from './drops'
import type { CouponNeighbours } from './neighbours'
import { claimTermsOf, countedAt, takenOf, type Taken } from './terms'
import { brings } from './turn-away'

type State = CouponOffer['state']

const STATES: { [Reason in ClaimRefusal]?: State } = {
  coupon_not_started: 'not_started',
  coupon_drop_closed: 'not_started',
  coupon_limit: 'taken',
  coupon_day_limit: 'taken',
  coupon_drop_limit: 'taken',
  coupon_tier_only: 'tier_only',
  coupon_holders_only: 'tier_only',
}

type Told = { template: TemplateRow; terms: ClaimTerms; who: Claimant; clock: Clock; taken: Taken }

function dropCard({ template, clock, taken }: Told): CouponOffer['drop'] {
  const drop = dropOf(template, clock)
  const shown = drop?.current ?? drop?.next
  if (!template.dropPlan || !shown) return null
  const quota = template.dropPlan.quotaPerDrop
  return {
    running: drop?.current !== null,
    opensAt: shown.opensAt.toISOString(),
    endsAt: shown.endsAt.toISOString(),
    quota,
    left: quota - taken.get(template.id, shown.opensAt.getTime()),
    words: dropWords(template.dropPlan),
  }
}

/** What can still be taken now: the least of what stock, day and drop leave; null where nothing is counted. */
function leftOf({ stockLeft, dayLeft }: ClaimTerms, drop: CouponOffer['drop']): number | null {
  const counted = [stockLeft, dayLeft, drop?.left ?? null].filter((left): left is number => left !== null)
  return counted.length === 0 ? null : Math.max(0, Math.min(...counted))
}

function claimableOf({ perMemberLimit, perMemberDayLimit, drop }: ClaimTerms, who: Claimant): number {
  const more = [
    perMemberLimit === null ? null : perMemberLimit - who.held,
    perMemberDayLimit === null ? null : perMemberDayLimit - who.heldToday,
    drop ? drop.perMember - who.heldInDrop : null,
  ].filter((left): left is number => left !== null)
  return more.length === 0 ? 1 : Math.max(0, Math.min(...more))
}

/** When it opens for this member: by the window, or with the next drop. */
function opensAtOf({ terms, who, clock }: Told, state: State, drop: CouponOffer['drop']): Date | null {
  if (state !== 'not_started') return null
  const opens = opensFor(terms, who)
  if (opens && opens > clock.now) return opens
  return drop && !drop.running ? new Date(drop.opensAt) : null
}

const whyWords = (reason: ClaimRefusal, opensAt: Date | null, zone: string, forWhom: string | null) => {
  if (opensAt) return `${momentText(opensAt, zone)} 开始`
  return (reason === 'coupon_tier_only' || reason === 'coupon_holders_only') && forWhom ? forWhom : refusals[reason].zh
}

function presentOffer(told: Told, { storeNames }: Known, forWhom: string | null): CouponOffer {
  const { template, terms, who, clock } = told
  const { zone } = clock.brand
  const decision = judgeClaim(terms, who, clock.now)
  const state = decision.ok ? 'open' : (STATES[decision.reason] ?? 'sold_out')
  const drop = dropCard(told)
  const opensAt = opensAtOf(told, state, drop)
  const validity = validityText(template, zone)
  return {
    templateId: template.id,
    face: presentFace(template, storeNames),
    validity,
    claimEndsAt: template.claimUntil?.toISOString() ?? null,
    left: leftOf(terms, drop),
    claimable: claimableOf(terms, who),
    state,
    why: decision.ok ? null : whyWords(decision.reason, opensAt, zone, forWhom),
    opensAt: opensAt?.toISOString() ?? null,
    forWhom,
    drop,
    terms: termsOf(termsFor(template), { storeNames, validity, forWhom }),
  }
}

type Asking = { memberId: string; withCode: boolean; now: Date }

async function forWhomOf(read: Reader, neighbours: CouponNeighbours, { tierMin }: TemplateRow, isExclusive: boolean) {
  if (isExclusive) return '有专享权益的会员可领'
  return tierMin === null ? null : `${await neighbours.tierName(read, tierMin)}及以上会员可领`
}

async function offersOf(
  read: Reader,
  neighbours: CouponNeighbours,
  templates: readonly TemplateRow[],
  { memberId, withCode, now }: Asking,
): Promise<CouponOffer[]> {
  const clock = await clockAt(read, now)
  const member = await memberById(read, memberId)
  const wishes = templates.map((template): Wish => {
    return { member, template, counted: countedAt(template, clock), now, withCode }
  })
  const claimants = await claimantsOf(read, neighbours, wishes, now)
  const known = await templatesWithStores(
    read,
    templates.map(({ id }) => id),
  )
  const taken = await takenOf(read, wishes)
  const offers: CouponOffer[] = []
  for (const wish of wishes) {
    const { template, counted } = wish
    const terms = claimTermsOf(template, counted, taken)
    const forWhom = await forWhomOf(read, neighbours, template, claimants.isExclusive(template.id))
    const told = { template, terms, who: claimants.of(wish), clock, taken }
    offers.push(presentOffer(told, found(known.get(template.id)), forWhom))
  }
  return offers
}

const RANK = { open: 0, not_started: 1, tier_only: 2, taken: 3, sold_out: 4 }

/** What the centre offers this member, what they can take first. */
export async function centreOf(read: Reader, neighbours: CouponNeighbours, memberId: string, now: Date) {
  const templates = await claimableTemplates(read, now)
  const offers = await offersOf(read, neighbours, templates, { memberId, withCode: false, now })
  return offers.sort((a, b) => RANK[a.state] - RANK[b.state])
}

/** One offer: of the centre, or through its code. One that is for neither does not exist for members. */
export async function offerOf(
  read: Reader,
  neighbours: CouponNeighbours,
  { templateId, scene }: { templateId?: string | undefined; scene?: string | undefined },
  { memberId, now }: { memberId: string; now: Date },
): Promise<CouponOffer> {
  if ((templateId === undefined) === (scene === undefined)) throw invalid('templateId, scene', 'exactly one of them')
  const template = found(
    await read.findOne(Templates, { where: scene === undefined ? { id: templateId ?? '0' } : { scene } }),
  )
  const withCode = brings(template, scene ?? null)
  if (!template.claimable || template.state === 'draft' || (template.codeOnly && !withCode))
    throw new Refused('not_found')
  const [offer] = await offersOf(read, neighbours, [template], { memberId, withCode, now })
  return found(offer)
}
