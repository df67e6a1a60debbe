import type { OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { countChanged } from '../figures/count'
import { carry, grant, messagesOf, onPhone, sendNow, settled, somebody, tellThem } from '../test-telling'

let world: World
let operator: OperatorClient
let templateId: string
beforeAll(async () => {
  world = await startWorld()
  operator = await world.operator()
  templateId = await carry(world, operator, 'tier.warned', { thing1: 'tier', thing2: 'note' })
})
afterAll(() => stopWithPromisesKept(world))

const OWN = { title: '{{姓名}}，等级要变了', text: '{{门店}}提醒：你现在是{{现在的等级}}' }

describe('notify.wordings, notify.saveWording, notify.preview', () => {
  test('words of the shop’s own are what members read from then on, until the usual ones are back', async () => {
    const who = await somebody(world)
    const { wording } = await operator.must('notify.saveWording', { topic: 'tier.warned', wording: OWN })
    expect(wording).toEqual({ topic: 'tier.warned', variables: ['姓名', '门店', '现在的等级', '温馨提示'], ...OWN })
    const preview = await operator.must('notify.preview', { topic: 'tier.warned', ...OWN })
    expect(preview.title).toBe('小满，等级要变了')
    await tellThem(world, who)
    await operator.must('notify.saveWording', { topic: 'tier.warned', wording: null })
    await tellThem(world, who)
    const [usual, own] = (await who.person.must('notify.inbox', {})).rows
    expect([usual?.title, own?.title]).toEqual(['等级快要变了', '会员，等级要变了'])
    expect(own?.text).toMatch(/提醒：你现在是金卡$/)
    const { wordings } = await operator.must('notify.wordings', {})
    expect(wordings.find(({ topic }) => topic === 'tier.warned')).toMatchObject({ title: null, text: null })
  })

  test('what the topic does not know is refused by its name, and nothing is saved', async () => {
    const wrong = { title: '你好', text: '{{手机号}}看这里' }
    const saving = await operator.send('notify.saveWording', { topic: 'mall.back', wording: wrong })
    expect(saving).toMatchObject({ code: 'wording_variables' })
    expect(JSON.stringify(saving.body)).toContain('手机号')
    expect((await operator.call('notify.preview', { topic: 'mall.back', ...wrong })).code).toBe('wording_variables')
    const long = { title: '长'.repeat(31), text: '短' }
    expect((await operator.send('notify.saveWording', { topic: 'mall.back', wording: long })).code).toBe(
      'input_invalid',
    )
    const viewer = await world.operator('viewer')
    expect((await viewer.send('notify.saveWording', { topic: 'mall.back', wording: null })).code).toBe('not_allowed')
    const { wordings } = await operator.must('notify.wordings', {})
    expect(wordings.find(({ topic }) => topic === 'mall.back')?.title).toBeNull()
  })
})

describe('notify.testSend', () => {
  test('goes the way of all messages but counts for nothing; the same key once', async () => {
    await operator.must('notify.savePolicy', { quiet: { from: 0, until: 0 }, perDay: 0, perWeek: 0 })
    const who = await somebody(world)
    await grant(world, who, templateId, 1)
    const asked = { topic: 'tier.warned' as const, memberId: who.person.memberId }
    const key = 'the-same-test-0123456789'
    const first = await operator.must('notify.testSend', asked, key)
    expect((await operator.must('notify.testSend', asked, key)).message.id).toBe(first.message.id)
    expect(first.message).toMatchObject({ title: '测试：等级快要变了', isTest: true })
    await sendNow(world)
    await settled(world, who)
    expect((await messagesOf(world, who)).map(({ state }) => state)).toEqual(['sent'])
    expect(await onPhone(world, who)).toHaveLength(1)
    while (await countChanged(world.platform, world.clock.now()));
    const day = (await messagesOf(world, who))[0]?.day ?? 0
    const { rows } = await operator.must('notify.figures', { from: day, until: day, topic: 'tier.warned' })
    expect(rows[0]?.sent ?? 0).toBe(0)
    expect((await operator.send('notify.testSend', { ...asked, memberId: '999999' })).code).toBe('not_found')
    const viewer = await world.operator('viewer')
    expect((await viewer.send('notify.testSend', asked)).code).toBe('not_allowed')
  })
})

test('first words and a first template of a topic, saved by many at once: all are answered, one row stands', async () => {
  const topic = 'mall.shipped' as const
  const words = Array.from({ length: 6 }, (_, one) => ({ title: `寄出了 ${one}`, text: '在路上' }))
  const saved = await Promise.all(words.map((wording) => operator.send('notify.saveWording', { topic, wording })))
  expect(saved.map(({ status }) => status)).toEqual(words.map(() => 200))
  const { wordings } = await operator.must('notify.wordings', {})
  expect(words).toContainEqual(expect.objectContaining({ title: wordings.find((one) => one.topic === topic)?.title }))
  const fields = { thing1: 'name' }
  const carriers = await Promise.all(
    words.map((_, one) =>
      operator.send('notify.saveTemplate', { topic, templateId: `tpl-at-once-${one}`, fields, enabled: false }),
    ),
  )
  expect(carriers.map(({ status }) => status)).toEqual(words.map(() => 200))
})
