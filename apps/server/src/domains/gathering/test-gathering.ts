import type { GatheringDraft } from '@huitou/shared/gathering/schema'
import { taskHands } from '#server/domains/task/test-task'
import type { MemberClient, OperatorClient, StaffClient } from '#test/people'
import type { World } from '#test/world'
import { Gatherings, Tickets } from './entities'
import { remindNext, tellHolders } from './tell'

const HOUR_MS = 3_600_000

/** In how many hours from now, on the wire. */
export const inHours = (world: World, hours: number) =>
  new Date(world.clock.now().getTime() + hours * HOUR_MS).toISOString()

/** What members see, what the rows say, and the jobs that tell people. */
function looks(world: World, heard: () => Promise<void>) {
  const shown = async (person: MemberClient, gatheringId: string) => person.must('gathering.show', { gatheringId })
  const points = async (person: MemberClient) => (await person.must('points.balance', {})).available
  const row = (id: string) => world.db.manager.findOneByOrFail(Gatherings, { id })
  const tickets = (gatheringId: string) =>
    world.db.manager.find(Tickets, { where: { gatheringId }, order: { id: 'ASC' } })

  /** Everybody who is to be told something has been, and it was heard. */
  async function told() {
    const now = () => world.clock.now()
    for (let more = true; more;)
      more = (await remindNext(world.platform, now())) || (await tellHolders(world.platform, now()))
    await heard()
  }

  return { shown, points, row, tickets, told }
}

/** Gatherings for tests: set up by an operator, taken part in through the doors of members and counters. */
export function gatheringHands(world: World) {
  const { template, heard } = taskHands(world)

  const body = (change: GatheringDraft = {}): GatheringDraft => ({
    ...{ kind: 'tasting', title: '新豆品鉴', storeId: world.shop.stores.wutong },
    ...{ startsAt: inHours(world, 1), endsAt: inHours(world, 3), ...change },
  })

  const draft = async (operator: OperatorClient, change: GatheringDraft = {}): Promise<string> =>
    (await operator.must('gathering.saveDefinition', { id: null, body: body(change) })).gathering.id

  async function on(operator: OperatorClient, change: GatheringDraft = {}): Promise<string> {
    const gatheringId = await draft(operator, change)
    await operator.must('gathering.publish', { gatheringId })
    return gatheringId
  }

  const wish = (gatheringId: string) => ({ gatheringId, answers: [], agreed: true })
  const signUp = (person: MemberClient, gatheringId: string) => person.send('gathering.signUp', wish(gatheringId))
  const signedUp = async (person: MemberClient, gatheringId: string) =>
    (await person.must('gathering.signUp', wish(gatheringId))).ticket.ticketId

  async function visitWith(person: MemberClient, clerk: StaffClient, storeId = world.shop.stores.wutong) {
    const { code } = await person.must('member.showCode', {})
    return (await clerk.must('counter.scan', { storeId, code })).visit
  }

  const letIn = async (person: MemberClient, clerk: StaffClient, gatheringId: string) =>
    clerk.send('counter.admit', { visitId: (await visitWith(person, clerk)).id, gatheringId })

  const came = async (person: MemberClient, clerk: StaffClient, gatheringId: string) =>
    (await clerk.must('counter.admit', { visitId: (await visitWith(person, clerk)).id, gatheringId })).ticketId

  const acting = { template, heard, body, draft, on, wish, signUp, signedUp, visitWith, letIn, came }
  return { ...acting, ...looks(world, heard) }
}
