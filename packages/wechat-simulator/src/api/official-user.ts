import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import { findInApp } from '#simulator/apps'
import type { World } from '#simulator/world'

/** Of somebody who does not follow the 公众号 it may know no more than the ids. */
const userInfo = (world: World, { query: { openid = '', lang = 'zh_CN' } }: Call) => {
  const user = findInApp(world, 'official', openid) ?? fail(40003)
  const ids = { openid, ...(user.unionId !== null && { unionid: user.unionId }) }
  const follower = world.messaging.followers.get(user.key)
  if (!follower) return { subscribe: 0, ...ids }
  return {
    subscribe: 1,
    ...ids,
    nickname: '',
    sex: 0,
    language: lang,
    city: '',
    province: '',
    country: '',
    headimgurl: '',
    subscribe_time: Math.floor(follower.sinceMs / 1000),
    remark: '',
    groupid: 0,
    tagid_list: [],
    subscribe_scene: follower.scene,
    qr_scene: 0,
    qr_scene_str: '',
  }
}

export const officialUserEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/cgi-bin/user/info', needsToken: true, apps: ['official'], answer: userInfo },
]
