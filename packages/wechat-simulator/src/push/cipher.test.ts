import { decrypt, encrypt, signatureOf } from '#simulator/push/cipher'

// Published by WeChat: the example of the page on message push, and that of WeCom, which uses the same cipher.
const ECHO = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=='
const ECHO_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'

test('the published signatures', () => {
  expect(signatureOf('AAAAA', '1714036504', '1514711492')).toBe('f464b24fc39322e44b38aa78f5edd27bd1441696')
  expect(signatureOf('QDG6eK', '1409659589', '263014780', ECHO)).toBe('5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3')
})

test('the published seal, opened and made again', () => {
  const inside = { text: '1616140317555161061', appId: 'wx5823bf96d3bd56c7' }
  expect(decrypt(ECHO_KEY, ECHO)).toEqual(inside)
  expect(encrypt(ECHO_KEY, inside.appId, inside.text, Buffer.from('c41b64491c2468d0'))).toBe(ECHO)
})

// Made with `openssl enc -aes-256-cbc -nopad` over bytes that another program laid out.
const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const APP_ID = 'wx1234567890abcdef'
const HEAD = Buffer.from('0123456789abcdef')

test.each([
  ['{"Content":"签到"}', 'Q3stYC6hdFzMh9T8HCvyDMh8Li0j9L68MJKsZEmgTq9KsyYO4IgPSocznUP82VBSWPLhhihNcKjMj2WDxcEGcA=='],
  [
    '12345678901234567890123456',
    'Q3stYC6hdFzMh9T8HCvyDG+VOzOLQzNLj6XWeFwqJqJ+4QqZbqlDlDVSry48oiDvlIIY/CV+M6kkEJpRtFjg9ndORfdhPKGhDO1v3fQmiZh+J3TMuBOyJKIP4cqq12TV',
  ],
])('seals %s, also where the padding is a whole block', (text, sealed) => {
  expect(encrypt(KEY, APP_ID, text, HEAD)).toBe(sealed)
  expect(decrypt(KEY, sealed)).toEqual({ text, appId: APP_ID })
})

test('two seals of one text differ, and another key opens neither', () => {
  const sealed = encrypt(KEY, APP_ID, 'x')
  expect(encrypt(KEY, APP_ID, 'x')).not.toBe(sealed)
  expect(decrypt(KEY, sealed).text).toBe('x')
  expect(() => decrypt(ECHO_KEY, encrypt(KEY, APP_ID, 'x', HEAD))).toThrow('bad')
  expect(() => decrypt(KEY, 'AAAA')).toThrow('wrong final block length')
  expect(() => decrypt(KEY, '')).toThrow('bad padding')
})
