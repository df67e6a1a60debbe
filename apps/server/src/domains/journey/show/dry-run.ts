import { Between, In, IsNull, type FindOptionsWhere } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { addDays } from '@huitou/shared/kit/day'
import { judgeIssue } from '@huitou/shared/coupon/rules'
import { isWait, judgeCondition, mayEnter, waitEndsAt, type Facts } from '@huitou/shared/journey/rules'
import type { JourneyBody, Step } from '@huitou/shared/journey/schema'
import { Templates } from '#server/domains/coupon/entities'
import { Streaks } from '#server/domains/checkin/entities'
import { birthdaysKeptOn } from '#server/domains/earning/birthday'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { Summaries } from '#server/domains/purchase/entities'
import { brandOf, today } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { nextHourIn } from '../clock'
import { Journeys, Runs } from '../entities'
import { factsOf } from '../facts'
import { silentFrom, stoppedBetween } from '../scan'

/** So many are counted, and of so many the condition is asked. */
const COUNT_MAX = 10_000
const SAMPLE = 100
const DAY_MS = 86_400_000

/** Whom time would bring now, along an index and no further than COUNT_MAX; null where members come by themselves. */
async function candidatesOf(read: Reader, { trigger }: JourneyBody, now: Date): Promise<string[] | null> {
  if (trigger.kind === 'silent') {
    const lastAt = Between(silentFrom(trigger, now), new Date(now.getTime() - trigger.days * DAY_MS))
    const rows = await read.find(Summaries, { select: { memberId: true }, where: { lastAt }, take: COUNT_MAX })
    return rows.map(({ memberId }) => memberId)
  }
  const { day } = await today(read, now)
  if (trigger.kind === 'silent_checkin') {
    const { from, by } = stoppedBetween(trigger, day)
    const where = { lastDay: Between(from, by) }
    return (await read.find(Streaks, { select: { memberId: true }, where, take: COUNT_MAX })).map((one) => one.memberId)
  }
  if (trigger.kind !== 'birthday') return null
  const where: FindOptionsWhere<MemberRow> = {
    birthday: In(birthdaysKeptOn(addDays(day, trigger.daysBefore))),
    leftAt: IsNull(),
  }
  return (await read.find(Members, { select: { id: true }, where, take: COUNT_MAX })).map(({ id }) => id)
}

/** Asked of each while they are few; of more, of a sample spread evenly, and reckoned up. */
async function enteringNow(read: Reader, body: JourneyBody, now: Date) {
  const all = await candidatesOf(read, body, now)
  if (all === null) return { enterNow: null, estimated: false }
  const stride = Math.max(1, Math.ceil(all.length / SAMPLE))
  const sample = all.filter((_, index) => index % stride === 0)
  const members = await read.find(Members, { where: { id: In(sample), leftAt: IsNull() } })
  let meeting = 0
  for (const member of members) if (judgeCondition(body.condition, await factsOf(read, member, now)).ok) meeting += 1
  const enterNow = sample.length === 0 ? 0 : Math.round((meeting * all.length) / sample.length)
  return { enterNow, estimated: stride > 1 || all.length === COUNT_MAX }
}

type Said = { says: string; ok: boolean }

async function saysOf(read: Reader, step: Step, facts: Facts, now: Date): Promise<Said> {
  if (step.kind === 'check') {
    const { ok } = judgeCondition(step.condition, facts)
    return { ok, says: ok ? '按现在的情况，继续往下走' : '按现在的情况，到这里就结束' }
  }
  if (step.kind === 'coupon') {
    const template = step.templateId === null ? null : await read.findOne(Templates, { where: { id: step.templateId } })
    if (!template) return { ok: false, says: '还没选券' }
    const { ok } = judgeIssue(template, now)
    return { ok, says: ok ? `发一张「${template.name}」` : `「${template.name}」现在发不出` }
  }
  if (step.kind === 'points') return { ok: true, says: `送 ${step.points} 积分` }
  if (step.kind === 'message') return { ok: true, says: `发消息「${step.title}」：${step.words}` }
  if (step.kind === 'work') return { ok: true, says: `请店员做「${step.title}」` }
  if (step.kind === 'tag') return { ok: true, says: step.put ? `加标签「${step.tag}」` : `去掉标签「${step.tag}」` }
  return { ok: true, says: '等一等' }
}

async function stepsFor(read: Reader, body: JourneyBody, facts: Facts, now: Date) {
  const nextHour = nextHourIn(await brandOf(read))
  const steps: NonNullable<Output<'journey.dryRun'>['member']>['steps'] = []
  let at = now
  for (const [index, one] of body.steps.entries()) {
    if (isWait(one)) at = waitEndsAt(one, at, nextHour)
    const said = await saysOf(read, one, facts, now)
    steps.push({ step: index, kind: one.kind, at: at.toISOString(), ...said })
    if (one.kind === 'check' && !said.ok) break
  }
  return steps
}

async function memberTrace(read: Reader, journeyId: string, body: JourneyBody, memberId: string, now: Date) {
  const member = found(await read.findOne(Members, { where: { id: memberId, leftAt: IsNull() } }))
  const facts = await factsOf(read, member, now)
  const { ok, trace } = judgeCondition(body.condition, facts)
  const last = await read.findOne(Runs, { where: { journeyId, memberId }, order: { happenedAt: 'DESC' } })
  const again = mayEnter(last?.happenedAt ?? null, body, now)
  const why = again ? '条件不符合，进不来' : '之前进来过，还没到可以再来的时候'
  const enters = ok && again
  return { enters, why: enters ? null : why, trace, steps: enters ? await stepsFor(read, body, facts, now) : [] }
}

/** Who would enter, and what would become of one member, by what is saved and what is known now. Reads only. */
export async function dryRun(
  read: Reader,
  { journeyId, memberId }: Input<'journey.dryRun'>,
  now: Date,
): Promise<Output<'journey.dryRun'>> {
  const { draft } = found(await read.findOne(Journeys, { where: { id: journeyId } }))
  const member = memberId === null ? null : await memberTrace(read, journeyId, draft, memberId, now)
  return { ...(await enteringNow(read, draft, now)), member }
}
