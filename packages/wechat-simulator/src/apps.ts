import type { AppKind, OfficialAccount } from '#simulator/state/official'
import { openIdOf, type User } from '#simulator/state/users'
import type { World } from '#simulator/world'

/** Id, secret and tokens of one of the two apps; undefined for a 公众号 that the shop does not have. */
export const appOf = (world: World, app: AppKind): OfficialAccount | undefined =>
  app === 'mini' ? { appId: world.app.appId, secret: world.app.secret, tokens: world.tokens } : world.official

/** What this person is called in that app. */
export const openIdIn = (world: World, app: AppKind, user: User) =>
  app === 'mini' ? user.openId : openIdOf(world.official?.appId ?? '', user.key)

export const findInApp = (world: World, app: AppKind, openId: string) =>
  [...world.users.byKey.values()].find((user) => openIdIn(world, app, user) === openId)
