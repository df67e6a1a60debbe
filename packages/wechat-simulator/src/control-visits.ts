import { InvalidOrder, keyOf, wholeOf } from '#simulator/control-orders'
import { userOf } from '#simulator/state/users'
import type { World } from '#simulator/world'

type Order = Readonly<Record<string, unknown>>

/** A person opens the mini program, or goes on using it. */
const visit = (world: World, order: Order) => {
  const { key, openId } = userOf(world.users, keyOf(order))
  world.safety.visits.set(key, world.clock.now())
  return { key, openid: openId }
}

/** A person taps a link that this WeChat made. */
const openLink = (world: World, order: Order) => {
  const link = typeof order.link === 'string' ? world.links.byText.get(order.link) : undefined
  if (!link) throw new InvalidOrder('link: not one of this WeChat')
  if (link.endsAtMs !== null && world.clock.now() >= link.endsAtMs) throw new InvalidOrder('link: expired')
  visit(world, order)
  return { path: link.path, query: link.query }
}

/** The rank that getuserriskrank will answer; null makes the service unavailable for this person. */
const risk = (world: World, order: Order) => {
  const { key } = userOf(world.users, keyOf(order))
  const rank = order.rank === null ? null : wholeOf(order, 'rank', [0, 4])
  world.safety.ranks.set(key, rank)
  return { key, rank }
}

/** The verdicts on media so far, oldest first. */
const verdicts = (world: World) => ({ verdicts: world.safety.mediaVerdicts })

export const visitActs = { visit, 'open-link': openLink, risk, verdicts }
