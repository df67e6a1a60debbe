import type { Step } from '@huitou/shared/journey/schema'
import { memberCaps } from '@huitou/shared/points/policy-rules'
import { issueCoupon } from '#server/domains/coupon/issue'
import { templateById } from '#server/domains/coupon/queries'
import { tagMember, untagMember } from '#server/domains/member/tag/tags'
import { expiryFor, pointsPolicy } from '#server/domains/points/policy'
import { earn } from '#server/domains/points/post'
import { Purchases } from '#server/domains/purchase/entities'
import { openStores, today } from '#server/domains/store/queries'
import { askStore } from '#server/domains/worklist/ask'
import type { Reader, Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused } from '#server/platform/refused'
import { Journeys, type OutcomeRow, type RunRow } from '../entities'

const HOUR_MS = 3_600_000

type Given = Pick<OutcomeRow, 'points' | 'txnId' | 'couponId'>
const NOTHING: Given = { points: 0, txnId: null, couponId: null }

type Act = { run: RunRow; name: string; now: Date }

/** Names what a step of a run does, once and for ever. */
const keyOf = ({ id, step }: RunRow) => `journey:${id}:${step}`

/** Off what all members of the journey share, so it comes last; with it goes what was given where nothing is left. */
async function takeBudget(tx: Tx, journeyId: string, what: 'points' | 'coupons', n: number) {
  const [given, budget] = what === 'points' ? ['points_given', 'points_budget'] : ['coupons_given', 'coupons_budget']
  const { affected } = await tx
    .createQueryBuilder()
    .update(Journeys)
    .set(what === 'points' ? { pointsGiven: () => `${given} + ${n}` } : { couponsGiven: () => `${given} + ${n}` })
    .where(`id = :id AND ${given} + :n <= ${budget}`, { id: journeyId, n })
    .execute()
  if (affected !== 1) throw new Refused('journey_budget')
}

async function givePoints(tx: Tx, points: number, { run, name, now }: Act): Promise<Given> {
  const { memberId, journeyId } = run
  const { day } = await today(tx, now)
  const { granted, txnId } = await earn(
    tx,
    {
      ...{ memberId, unit: 'points', points, sourceKey: keyOf(run), actor: 'system' },
      ...{ reason: `「${name}」送的积分`, source: `运营计划 ${journeyId}`, lotSource: 'journey', memberActed: false },
      caps: memberCaps((await pointsPolicy(tx, now)).caps, memberId, day),
      ...(await expiryFor(tx, { memberId, at: now })),
    },
    now,
  )
  if (granted > 0) await takeBudget(tx, journeyId, 'points', granted)
  return { ...NOTHING, points: granted, txnId }
}

async function giveCoupon(tx: Tx, templateId: string | null, { run, now }: Act): Promise<Given> {
  if (templateId === null) throw new Refused('not_found')
  const template = await templateById(tx, templateId)
  const { memberId, journeyId } = run
  const { id } = await issueCoupon(tx, { memberId, template, source: 'journey', sourceKey: keyOf(run), now })
  await takeBudget(tx, journeyId, 'coupons', 1)
  return { ...NOTHING, couponId: id }
}

/** Where they bought last, as far as it is still open; else the first store. */
async function storeFor(read: Reader, memberId: string) {
  const open = (await openStores(read)).map(({ id }) => id)
  const last = await read.findOne(Purchases, { where: { memberId }, order: { id: 'DESC' } })
  const storeId = open.find((id) => id === last?.storeId) ?? open[0]
  if (storeId === undefined) throw new Refused('journey_no_store')
  return storeId
}

const tagRow = (tag: string, { run, now }: Act) => ({
  ...{ memberId: run.memberId, tag, at: now, taggedBy: `journey:${run.journeyId}` },
})

/** Does what a step says, all or nothing. The caller holds the member's lock and the run's. */
export async function act(tx: Tx, step: Step, one: Act): Promise<Given> {
  const { run, name, now } = one
  const { memberId } = run
  if (step.kind === 'points') return givePoints(tx, step.points, one)
  if (step.kind === 'coupon') return giveCoupon(tx, step.templateId, one)
  if (step.kind === 'message') {
    const { title, words, page } = step
    await announce(
      tx,
      'journey.message',
      { memberId, journeyId: run.journeyId, runId: run.id, title, words, page },
      now,
    )
  }
  if (step.kind === 'work') {
    const dueAt = new Date(now.getTime() + step.withinHours * HOUR_MS)
    const { title, text } = step
    const storeId = await storeFor(tx, memberId)
    await askStore(tx, { storeId, cause: keyOf(run), dueAt, title, text, memberId, reason: name })
  }
  if (step.kind === 'tag') await (step.put ? tagMember : untagMember)(tx, tagRow(step.tag, one))
  return NOTHING
}
