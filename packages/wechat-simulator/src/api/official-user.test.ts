import { openSimulator, type TestSimulator } from '#simulator/test-client'

const OFFICIAL = { appId: 'wxofficial0000001', secret: 'official-secret' }
const CREDENTIALS = { grant_type: 'client_credential', appid: OFFICIAL.appId, secret: OFFICIAL.secret }

let sim: TestSimulator
beforeEach(async () => {
  sim = await openSimulator()
  await sim.order('official', OFFICIAL)
})
afterEach(() => sim.stop())

const stable = async (more: object = {}) => sim.post('/cgi-bin/stable_token', {}, { ...CREDENTIALS, ...more })
const token = async () => String((await stable()).access_token)
const info = async (openid: string) => sim.get('/cgi-bin/user/info', { access_token: await token(), openid })

/** The openid in the 公众号, as the shop learns it: from a message. */
const openIdOf = async (key: string) => {
  await sim.order('say', { key, text: 'hi', to: 'official' })
  return String([...sim.world.messaging.contacts.keys()].at(-1))
}

test('a follower is another openid with the same unionid', async () => {
  const mini = await sim.order('users', { key: 'ann', unionid: 'uAnn' })
  const openid = await openIdOf('ann')
  expect(openid).not.toBe(mini.openid)
  expect(await info(openid)).toEqual({ subscribe: 0, openid, unionid: 'uAnn' })
  await sim.order('event', { key: 'ann', event: 'subscribe', EventKey: 'qrscene_7' })
  expect(await info(openid)).toMatchObject({
    subscribe: 1,
    openid,
    unionid: 'uAnn',
    language: 'zh_CN',
    nickname: '',
    subscribe_time: 1795312800,
    subscribe_scene: 'ADD_SCENE_QR_CODE',
    tagid_list: [],
  })
  await sim.order('event', { key: 'ann', event: 'unsubscribe' })
  expect((await info(openid)).subscribe).toBe(0)
})

test('somebody who is bound to nothing has no unionid, and the mini program’s openid is unknown here', async () => {
  const { openid } = await sim.order('users', { key: 'ben' })
  expect(await info(await openIdOf('ben'))).not.toHaveProperty('unionid')
  expect((await info(String(openid))).errcode).toBe(40003)
})

test('the tokens of the two apps are apart', async () => {
  const [own, foreign] = [await token(), await sim.token()]
  expect(own).not.toBe(foreign)
  expect((await sim.get('/cgi-bin/user/info', { access_token: foreign })).errcode).toBe(48001)
  expect((await sim.get('/wxaapi/newtmpl/gettemplate', { access_token: own })).errcode).toBe(48001)
  expect((await sim.get('/cgi-bin/user/info', { access_token: 'x' })).errcode).toBe(40001)
  await stable({ force_refresh: true })
  expect((await sim.get('/cgi-bin/user/info', { access_token: own })).errcode).toBe(40001)
  expect((await sim.get('/wxaapi/newtmpl/gettemplate', { access_token: foreign })).errcode).toBe(0)
  expect(await sim.get('/cgi-bin/token', CREDENTIALS)).toHaveProperty('access_token')
  expect((await sim.get('/cgi-bin/token', { ...CREDENTIALS, secret: 'x' })).errcode).toBe(40125)
  expect((await sim.get('/cgi-bin/token', { ...CREDENTIALS, appid: 'x' })).errcode).toBe(40013)
})

test('without a 公众号 there is neither token nor message', async () => {
  const bare = await openSimulator()
  expect((await bare.get('/cgi-bin/token', CREDENTIALS)).errcode).toBe(40013)
  expect((await bare.order('say', { key: 'ann', text: 'hi', to: 'official' })).error).toContain('公众号')
  await bare.stop()
})
