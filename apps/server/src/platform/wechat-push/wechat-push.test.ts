import { decrypt, encrypt, signatureOf as simulatedSignature } from '@huitou/wechat-simulator/push/cipher'
import { checkAddress } from '@huitou/wechat-simulator/push/envelope'
import fc from 'fast-check'
import { Events } from '#server/platform/events/entities'
import { platformJobs } from '#server/platform/jobs'
import { startWorld, type World } from '#test/world'
import { isSignedBy, seal, signatureOf, unseal } from './cipher'
import { Pushes } from './entities'
import { readFields } from './fields'
import { createPusher, PLAIN, SECURE, type Pusher, type Twist } from './test-push'

// Published by WeChat: the example of its page on message push, and that of WeCom, which uses the same cipher.
const ECHO = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=='
const ECHO_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'

describe('the cipher', () => {
  test('the published signatures and the published seal', () => {
    expect(signatureOf('AAAAA', '1714036504', '1514711492')).toBe('f464b24fc39322e44b38aa78f5edd27bd1441696')
    expect(isSignedBy('5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3', 'QDG6eK', '1409659589', '263014780', ECHO)).toBe(true)
    expect(isSignedBy('5c45ff', 'QDG6eK', '1409659589', '263014780', ECHO)).toBe(false)
    const inside = { text: '1616140317555161061', appId: 'wx5823bf96d3bd56c7' }
    expect(unseal(ECHO_KEY, ECHO)).toEqual(inside)
    expect(seal(ECHO_KEY, inside.appId, inside.text, Buffer.from('c41b64491c2468d0'))).toBe(ECHO)
  })

  test('agrees with the simulator’s, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.stringMatching(/^wx[\da-f]{16}$/),
        (text, appId) => {
          expect(decrypt(ECHO_KEY, seal(ECHO_KEY, appId, text))).toEqual({ text, appId })
          expect(unseal(ECHO_KEY, encrypt(ECHO_KEY, appId, text))).toEqual({ text, appId })
          expect(signatureOf(text, appId)).toBe(simulatedSignature(text, appId))
        },
      ),
    )
  })

  test.each(['', 'AAAA', 'A'.repeat(88), encrypt(ECHO_KEY, 'wx1', 'x').slice(4)])('%s opens nothing', (sealed) => {
    expect(() => unseal(ECHO_KEY, sealed)).toThrow(/./)
  })
})

const xml = (inner: string, before = '') => `${before}<xml>${inner}</xml>`
const LAUGHS = `<!DOCTYPE xml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>`

describe('reading', () => {
  test('JSON and XML alike, with every digit of an id', () => {
    const fields = { MsgId: '23847654321987654321', Content: '签到 & <b>', CreateTime: '1' }
    const json = '{"MsgId":23847654321987654321,"Content":"签到 & <b>","CreateTime":1}'
    expect(readFields(json)).toEqual({ format: 'json', fields })
    const inner = `<MsgId>${fields.MsgId}</MsgId><Content><![CDATA[${fields.Content}]]></Content><CreateTime>1</CreateTime>`
    expect(readFields(xml(inner))).toEqual({ format: 'xml', fields })
  })

  test('a text that looks like an id stays what it is', () => {
    const text = '"MsgId":12, <!DOCTYPE x> &lt; &a;'
    expect(readFields(JSON.stringify({ Content: text })).fields).toEqual({ Content: text })
    expect(readFields(xml(`<Content><![CDATA[${text}]]></Content>`)).fields).toEqual({ Content: text })
  })

  test.each([
    ['a document type', xml('<A>1</A>', '<!DOCTYPE xml>')],
    ['an entity from a file', xml('<A>&x;</A>', '<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>')],
    ['entities of entities', xml('<A>&c;</A>', LAUGHS)],
    ['an instruction', xml('<?php 1 ?>')],
    ['a comment', xml('<!-- x --><A>1</A>')],
    ['no root', '<A>1</A>'],
    ['cut off', '<xml><A>1'],
    ['deep XML', xml('<a>'.repeat(5000) + '</a>'.repeat(5000))],
    ['deep JSON', `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['a list', '[1]'],
    ['text', 'hello'],
    ['nothing', ''],
  ])('%s is refused (R14)', (_what, body) => {
    expect(() => readFields(body)).toThrow(Error)
  })

  test('an entity is no letter: what is not in CDATA stays as it was sent', () => {
    expect(readFields(xml('<A>&amp;&lt;&#65;</A>')).fields).toEqual({ A: '&amp;&lt;&#65;' })
    expect(readFields('{"__proto__":{"a":"1"}}').fields).not.toHaveProperty('a')
  })
})

describe.each([
  ['plain', PLAIN],
  ['secure', SECURE],
] as const)('%s mode', (mode, settings) => {
  let world: World
  beforeAll(async () => {
    world = await startWorld(settings)
  })
  afterAll(() => world.stop())

  const stored = () => world.db.manager.count(Pushes)

  /** What is answered, and how many rows it left. */
  const tried = async (work: Promise<{ status: number }>, before: number) => [
    (await work).status,
    (await stored()) - before,
  ]

  describe.each(['json', 'xml'] as const)('%s', (format) => {
    let mini: Pusher
    beforeAll(() => {
      mini = createPusher(world, 'mini', { format })
    })

    test('a message is stored, sealed, and acknowledged', async () => {
      const message = mini.text('oAnn', '你好')
      expect(await mini.push(message)).toMatchObject({ status: 200, text: 'success' })
      const rows = await world.db.manager.find(Pushes, { order: { id: 'DESC' }, take: 1 })
      expect(rows[0]).toMatchObject({ app: 'mini', openId: 'oAnn', kind: 'text', replySealed: null })
      expect(JSON.stringify(rows[0])).not.toContain('你好')
    })

    const past = () => world.clock.now().getTime() - 11 * 60_000
    const twists: [string, () => Twist][] = [
      ['a wrong signature', () => ({ badSignature: true })],
      ['another token', () => ({ token: 'Other123' })],
      ['another mode', () => ({ mode: mode === 'plain' ? 'secure' : 'plain' })],
      ['too old', () => ({ atMs: past() })],
    ]
    const sealedTwists: [string, () => Twist][] = [
      ['sealed for no app of ours', () => ({ wrongAppId: true })],
      ['sealed for another app', () => ({ appId: 'wx0000000000000009' })],
      ['another key', () => ({ encodingAESKey: 'b'.repeat(43) })],
    ]

    test.each([...twists, ...(mode === 'secure' ? sealedTwists : [])])(
      '%s: 403, nothing written',
      async (_what, twist) => {
        const before = await stored()
        expect(await tried(mini.push(mini.text('oAnn', 'x'), twist()), before)).toEqual([403, 0])
      },
    )

    test.each([{ FromUserName: 'a b' }, { CreateTime: 'now' }, { MsgType: 'a/b' }, { MsgId: 'x' }, { MsgId: '' }])(
      'what WeChat never says is refused: %j',
      async (part) => {
        const before = await stored()
        expect(await tried(mini.push(mini.text('oAnn', 'x', part)), before)).toEqual([403, 0])
      },
    )

    test('more than 64 KB is not read', async () => {
      const before = await stored()
      expect(await tried(mini.push(mini.text('oAnn', 'x'.repeat(1024 * 1024))), before)).toEqual([413, 0])
    })

    test('an event that nobody knows is kept and acknowledged', async () => {
      const before = await stored()
      expect(await mini.push(mini.event('oAnn', `a_new_event_${format}`))).toMatchObject({
        status: 200,
        text: 'success',
      })
      expect(await stored()).toBe(before + 1)
    })

    test('twenty copies at once are one push, announced once', async () => {
      const message = mini.text('oBen', 'hello')
      const answers = await Promise.all(Array.from({ length: 20 }, () => mini.push(message)))
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['200 success']))
      expect(await world.db.manager.countBy(Pushes, { openId: 'oBen' })).toBe(format === 'json' ? 1 : 2)
      const events = await world.db.manager.findBy(Events, { name: 'wechat.message' })
      expect(events.filter(({ data }) => data['openId'] === 'oBen')).toHaveLength(format === 'json' ? 1 : 2)
    })

    test('lists come as one or as several, and each template is an event of its own', async () => {
      const item = (TemplateId: string) => ({ TemplateId, SubscribeStatusString: 'accept', PopupScene: '0' })
      const asked = (List: object) => mini.event(`oList${format}`, 'subscribe_msg_popup_event', { List })
      await mini.push(asked(item('t1')))
      await mini.push(asked([item('t2'), item('t3')]))
      const events = await world.db.manager.find(Events, { where: { name: 'wechat.subscribe_popup' } })
      const mine = events.map(({ data }) => data).filter(({ openId }) => openId === `oList${format}`)
      expect(mine).toEqual(
        ['t1', 't2', 't3'].map((templateId) => ({
          ...{ openId: `oList${format}`, templateId, status: 'accept', scene: '0' },
        })),
      )
    })

    test('two verdicts and two settlements in one second are two; a copy of each is none', async () => {
      const verdict = (trace_id: string) =>
        mini.event('oPlatform', 'wxa_media_check', { trace_id, errcode: 0, result: { suggest: 'risky', label: 20002 } })
      const settled = (transaction_id: string) =>
        mini.event('oPlatform', 'trade_manage_order_settlement', { transaction_id, settlement_time: 1_700_000_000 })
      const [a, b, c, d] = [`a${format}`, `b${format}`, `c${format}`, `d${format}`] as const
      const all = [verdict(a), verdict(b), settled(c), settled(d)]
      for (const message of [...all, ...all]) await mini.push(message)
      const of = async (name: string) => (await world.db.manager.findBy(Events, { name })).map(({ data }) => data)
      const verdicts = await of('wechat.media_checked')
      expect(verdicts.filter(({ traceId }) => traceId === a)).toEqual([
        { traceId: a, suggest: 'risky', label: 20002, errcode: 0 },
      ])
      expect(verdicts.filter(({ traceId }) => traceId === b)).toHaveLength(1)
      const settlements = (await of('wechat.trade')).map(({ transactionId }) => transactionId)
      expect(settlements.filter((id) => id === c || id === d)).toHaveLength(2)
    })
  })

  test('the address is checked by an echo', async () => {
    const target = createPusher(world, 'mini').wrap({ FromUserName: 'o' }).target
    const nowMs = world.clock.now().getTime()
    const echoed = await fetch(checkAddress(target, '12345', nowMs))
    expect([echoed.status, await echoed.text()]).toEqual([200, '12345'])
    const wrong = await fetch(checkAddress({ ...target, token: 'Other123' }, '12345', nowMs))
    expect(wrong.status).toBe(403)
    expect((await fetch(`${world.url}/wechat/push/mini`)).status).toBe(403)
    expect((await fetch(`${world.url}/wechat/push/other`, { method: 'POST' })).status).toBe(404)
  })
})

test('after a month a push is forgotten', async () => {
  const world = await startWorld(PLAIN)
  const mini = createPusher(world, 'mini')
  await mini.push(mini.text('oAnn', '你好'))
  const drop = platformJobs.find(({ name }) => name === 'platform.dropOldPushes')
  const after = (days: number) => new Date(world.clock.now().getTime() + days * 86_400_000)
  expect(await drop?.run(world.platform, after(29))).toBe(false)
  expect(await world.db.manager.count(Pushes)).toBe(1)
  await drop?.run(world.platform, after(31))
  expect(await world.db.manager.count(Pushes)).toBe(0)
  await world.stop()
})

test('a door without a token is not there', async () => {
  const world = await startWorld()
  const answers = ['mini', 'official'].map((app) => fetch(`${world.url}/wechat/push/${app}`, { method: 'POST' }))
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 404])
  await world.stop()
})
