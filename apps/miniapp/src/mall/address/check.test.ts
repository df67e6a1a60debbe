import { digitsOf, missingText } from './check'

const whole = { name: '林小满', phone: '13800138000', region: '上海市 徐汇区', detail: '梧桐路 1 号' }

test.each([
  ['还没写收货人', { name: ' ' }],
  ['手机号要 11 位，座机带区号', { phone: '138' }],
  ['还没写省市区', { region: '' }],
  ['还没写街道门牌', { detail: '' }],
  [null, {}],
  [null, { phone: '02160001288' }],
])('%s', (words, change) => expect(missingText({ ...whole, ...change })).toBe(words))

test('a pasted number is its digits', () => {
  expect(['138 0013-8000', '+8613800138000', '021-60001288'].map(digitsOf)).toEqual([
    '13800138000',
    '13800138000',
    '02160001288',
  ])
})
