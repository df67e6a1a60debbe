import { inputOf } from './scanned-input'

test('the bar code’s digits are typed digits, the square code is a code, a shop’s own code is neither', () => {
  expect(inputOf({ kind: 'text', text: '73061542' })).toEqual({ digits: '73061542' })
  expect(inputOf({ kind: 'text', text: 'v1.AbC.sig' })).toEqual({ code: 'v1.AbC.sig' })
  expect(inputOf({ kind: 'text', text: '730615421' })).toEqual({ code: '730615421' })
  expect(inputOf({ kind: 'mini_code', path: 'pages/landing/index?scene=s1' })).toBeNull()
})
