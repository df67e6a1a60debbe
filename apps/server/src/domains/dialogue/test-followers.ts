import { openIdOf } from '@huitou/wechat-simulator/state/users'
import type { MemberClient } from '#test/people'
import { OFFICIAL } from '#server/platform/wechat-push/test-push'
import type { World } from '#test/world'

/** The shop's 公众号, as WeChat knows it. */
export const openOfficial = (world: World) => world.control('official', OFFICIAL)

/** What somebody is called in the 公众号. */
export const followerId = (key: string) => openIdOf(OFFICIAL.appId, key)

/** What somebody is called in the mini program. */
export async function openIdIn(world: World, key: string): Promise<string> {
  const { openid }: { openid?: unknown } = await world.control('users', { key }).then(Object)
  return typeof openid === 'string' ? openid : ''
}

/** A member whom WeChat knows in both apps as one person. */
export async function followingMember(world: World, key: string): Promise<MemberClient & { followerId: string }> {
  await world.control('users', { key, unionid: `union-${key}` })
  const person = await world.member(key)
  return { ...person, followerId: followerId(key) }
}
