import fc from 'fast-check'
import { TOPICS } from './topic-rules'
import { TOPICS_IN_ORDER } from './topic-word-rules'
import { rendered, sampleFacts, SAMPLE_NICKNAME, unknownVariables, valuesOf, variablesOf } from './wording-rules'

const SHOP = '禾木烘焙'

describe('words of the shop’s own', () => {
  test('who it is for, the shop and the facts; what is not known has something in its place', () => {
    const values = valuesOf('coupon.ending', { name: '满减券' }, { nickname: null, shop: SHOP })
    const words = '{{姓名}}，{{ 门店 }}的「{{券名}}」{{到期时间}}到期'
    expect(rendered(words, values, 120)).toBe('会员，禾木烘焙的「满减券」—到期')
    expect(rendered('{{姓名}}', valuesOf('coupon.ending', {}, { nickname: ' 小满 ', shop: SHOP }), 9)).toBe('小满')
    const ready = valuesOf('mall.ready', { store: '梧桐路店' }, { nickname: null, shop: SHOP })
    expect(rendered('{{门店}}', ready, 9)).toBe('梧桐路店')
  })

  test('what a topic does not have is named; so are braces that are left alone', () => {
    expect(unknownVariables('coupon.ending', '{{姓名}}的{{券名}}')).toEqual([])
    expect(unknownVariables('coupon.ending', '{{手机号}}和{{constructor}}')).toEqual(['手机号', 'constructor'])
    expect(unknownVariables('coupon.ending', '{{姓名}')).toEqual(['{{'])
    expect(unknownVariables('purchase.first', '{{姓名}}{{券名}}')).toEqual(['券名'])
  })

  test('a value is never read as a variable, and nothing is longer than it may be', () => {
    const nickname = '{{门店}}'
    expect(rendered('{{姓名}}', valuesOf('task.done', {}, { nickname, shop: SHOP }), 20)).toBe(nickname)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (name, max) => {
        const values = valuesOf('task.done', {}, { nickname: name, shop: SHOP })
        return Array.from(rendered('{{姓名}}，你好', values, max)).length <= max
      }),
    )
  })

  test.each(TOPICS)('%s has a sample of each variable, and a name in the settings', (topic) => {
    const values = valuesOf(topic, sampleFacts(topic), { nickname: SAMPLE_NICKNAME, shop: SHOP })
    for (const name of variablesOf(topic)) expect(values.get(name)).not.toMatch(/^—?$/)
    expect(TOPICS_IN_ORDER).toContain(topic)
  })
})
