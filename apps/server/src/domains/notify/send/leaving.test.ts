import { IsNull, Not } from 'typeorm'
import { Contacts, Messages as Said } from '#server/domains/dialogue/entities'
import { Events } from '#server/platform/events/entities'
import { PLAIN } from '#server/platform/wechat-push/test-push'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { CreditChanges, Credits, Messages } from '../entities'
import { carry, happens, neverQuiet, openIdOf, sendNow, somebody, tellThem, type Person } from '../test-telling'

const PEOPLE = 4

let world: World
let templateId: string
beforeAll(async () => {
  world = await startWorld(PLAIN)
  await world.control('push', { app: 'mini', url: `${world.url}/wechat/push/mini`, token: PLAIN.WECHAT_PUSH_TOKEN })
  await neverQuiet(await world.operator())
  templateId = await carry(world, await world.operator(), 'tier.warned', { thing1: 'tier', thing2: 'note' })
})
afterAll(() => stopWithPromisesKept(world))

/** Accepts, is told by both ways and leaves, all at once. Answers the contact that they were. */
async function leavesAmidst(who: Person): Promise<string> {
  const { memberId } = who.person
  await world.control('say', { key: who.key, text: '在吗', to: 'mini' })
  const contact = () => world.db.manager.findOneBy(Contacts, { memberId })
  await until(async () => (await contact())?.messageLeft === 5)
  const id = (await contact())?.id ?? ''
  const openId = await openIdOf(world, who)
  await tellThem(world, who, 6)
  const accepts = Array.from({ length: 4 }, () =>
    happens(world, 'wechat.subscribe_popup', { openId, templateId, status: 'accept', scene: '0' }),
  )
  const sends = Array.from({ length: 3 }, () => sendNow(world))
  await Promise.all([...accepts, ...sends, who.person.must('privacy.leave', { confirmed: true })])
  return id
}

test('who leaves while messages go out and accepts come in leaves nothing behind', async () => {
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => somebody(world)))
  const contacts = await Promise.all(people.map(leavesAmidst))
  await until(async () => {
    world.platform.nudge()
    return (await world.db.manager.countBy(Events, { nextAt: Not(IsNull()) })) === 0
  }, 40)
  while (await sendNow(world));
  for (const { person } of people)
    for (const rows of [Messages, Credits, CreditChanges])
      expect(await world.db.manager.countBy(rows, { memberId: person.memberId })).toBe(0)
  for (const contactId of contacts) expect(await world.db.manager.countBy(Said, { contactId })).toBe(0)
})
