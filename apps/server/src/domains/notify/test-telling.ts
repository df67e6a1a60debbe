import { randomUUID } from 'node:crypto'
import type { Topic } from '@huitou/shared/notify/topic-rules'
import { dialogueDoor } from '#server/neighbours'
import { inTransaction } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import type { EventData } from '#server/platform/events/entities'
import { WechatUsers } from '#server/platform/session/entities'
import type { MemberClient, OperatorClient } from '#test/people'
import { until } from '#test/until'
import type { World } from '#test/world'
import { Credits, Messages } from './entities'
import { accept } from './allow/credit'
import { sendDue } from './send/send'
import { tell } from './tell'

type Fields = Readonly<Record<string, string>>

/** A template that WeChat knows and a topic uses. Answers its id. */
export async function carry(world: World, operator: OperatorClient, topic: Topic, fields: Fields): Promise<string> {
  const templateId = `tpl-${randomUUID()}`
  const kinds = Object.fromEntries(Object.keys(fields).map((field) => [field, field.replace(/\d+$/, '')]))
  await world.control('templates', { id: templateId, title: topic, fields: kinds })
  await operator.must('notify.saveTemplate', { topic, templateId, fields, enabled: true })
  return templateId
}

/** No quiet hours, and caps that nobody reaches: what is told goes out whatever time it is. */
export const neverQuiet = (operator: OperatorClient) =>
  operator.must('notify.savePolicy', { quiet: { from: 0, until: 0 }, perDay: 50, perWeek: 200 })

/** One round of the sender. True when more waits. */
export const sendNow = ({ platform, clock }: World) => sendDue(platform, dialogueDoor, clock.now())

export type Person = { person: MemberClient; key: string }

export async function somebody(world: World): Promise<Person> {
  const key = randomUUID()
  return { person: await world.member(key), key }
}

/** Accepts in WeChat's pop-up so many times, and the phone tells us each time. */
export async function allow(world: World, { person, key }: Person, templateId: string, times = 1) {
  for (let time = 0; time < times; time += 1) {
    await world.control('tap-subscribe', { key, templateId, answer: 'accept' })
    await person.must('notify.answered', { answers: [{ templateId, status: 'accept' }] })
  }
}

/** So many accepts in the pop-up, and WeChat's word about each. */
export async function grant(world: World, { person: { memberId }, key }: Person, templateId: string, times: number) {
  for (let time = 0; time < times; time += 1)
    await world.control('tap-subscribe', { key, templateId, answer: 'accept' })
  await inTransaction(world.db, async (tx) => {
    const by = { by: 'popup' as const, now: world.clock.now() }
    for (let time = 0; time < times; time += 1)
      await accept(tx, { memberId, templateId }, { ...by, sourceKey: `test:${randomUUID()}` })
  })
}

export const balanceOf = async ({ db }: World, { person: { memberId } }: Person, templateId: string) =>
  (await db.manager.findOne(Credits, { where: { memberId, templateId } }))?.balance ?? 0

/** Tells somebody something without an event, many times when asked. */
export const tellThem = (world: World, { person: { memberId } }: Person, count = 1, overAt?: Date) =>
  inTransaction(world.db, async (tx) => {
    const facts = { tier: '金卡', note: '点开看看' }
    const told = {
      memberId,
      topic: 'tier.warned',
      title: '等级快要变了',
      words: '点开看看',
      page: null,
      facts,
      ...(overAt && { until: overAt }),
    } as const
    for (let one = 0; one < count; one += 1) await tell(tx, [told], `test:${randomUUID()}`, world.clock.now())
  })

export const messagesOf = ({ db }: World, { person: { memberId } }: Person) =>
  db.manager.find(Messages, { where: { memberId }, order: { id: 'DESC' } })

/** Waits until nothing of a member's is on its way any more. */
export const settled = (world: World, who: Person) =>
  until(async () => (await messagesOf(world, who)).every(({ state }) => state !== 'waiting' && state !== 'sending'))

/** What reached the person's phone, by the simulator. */
export async function onPhone(world: World, { key }: Person): Promise<Record<string, unknown>[]> {
  const answer: unknown = await world.control('messages', { key })
  return (answer as { messages: Record<string, unknown>[] }).messages
}

export const openIdOf = async ({ db }: World, { person: { userId } }: Person) =>
  (await db.manager.findOneByOrFail(WechatUsers, { id: userId })).openId

/** Something happens, and whoever listens has heard it. */
export async function happens(world: World, name: string, data: EventData) {
  await inTransaction(world.db, (tx) => announce(tx, name, data, world.clock.now()))
  world.platform.nudge()
}
