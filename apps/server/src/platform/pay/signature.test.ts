import { createPrivateKey, createPublicKey } from 'node:crypto'
import { testKeys } from '#test/merchant'
import { answerText, authorization, holds, opened, requestText, sheetText, signed } from './signature'

// Made by wechatpay-axios-plugin 0.9.6 with a pair thrown away since: another hand than ours and than the simulator's.
const KEY = createPublicKey({
  key: Buffer.from(
    'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAumnagxQL+L1Tj0gGSUM37LX1Er12e4uIIDZa8FotJ01WRLi16BAaRgom' +
      '+OpdG1S1HUmMZgiFYJYgmmVAm6luHNbijUIpvtxvnJmSYR9yohQTn+gFWaGYtX/T6PRD4BHYUrRVU5/rAeQA5IuTziFe2pCxfAFg' +
      'LYRERnP7wh87a+lA3xGV0K+YQsekcwKU84Y9BlMU23qz6gvpJzV6XN4yMasaIGjehue8FQjq3oDomkn/6aVAICLXsv5nJeKBpgV7' +
      '7QdJNmB0maZLT1Ns4o96AckOYQ7a6m+RyuRA5PLL3fzRIgbDTEQ5H+VUXTNs7xO+JTkMKdpP0lqXW3YTd0XRnQIDAQAB',
    'base64',
  ),
  format: 'der',
  type: 'spki',
})
const BODY = '{"amount":{"total":1990},"description":"海盐卷"}'
const NONCE = '593BEC0C930BF1AFEB40B4A08C8FB242'
const AT = '1554208460'
const OF_REQUEST =
  'oyHUFNiF8O2RLqrNMGTXYp1QnHyiOKNYTuTSdAe7QfIdWX3b1ZeHfXZDGQCXrhCIw7xs4EzinEs/ueSmu0BKI1e5vTxb0//kMMUV' +
  'XB2y6X5tTrKl1ielkHjldX0toxZliudNiF7v8yjuONdfgcYHf6xGi5tBUG6AryejrTblddK7jUoeT56aHlwIRxls+U1Q9FoRA+xL' +
  'sYvcViORuYD2EwgXpUdyj8hJztjflZxetkNG6MoElOGbGpLCa+oK37bFzS4kJvKRyMUlSKLr9AarafMJs/+/qF+IDsSnmLIpTZvX' +
  '66xBf1Rt9eyzbJ/tQEl8qS3ymBDptyIhdB7P/oWnpA=='
const OF_EMPTY =
  'EyDk1Oe46G26TGyDHlKtq2oWGtWjJiZ3/hCKHJaPidd7c7HsimHdI3+5VI7sipS+HTGEagJIti2DQ1/NIBLwFn6R1vO8NgWcQanF' +
  '5ZPYUFoQIJgJty1Vra+V20KAhRcNfnZDQlM4BMrUCIP6dx2WlIfcS9AjDZdGoaw2UoHoQwg4QZSP7nENtVb3G/4fLIkUM+aIVRTL' +
  'KIyh8+6OMcxTbXBEAh2oeUxCdxSWAyMYbHaCDwMdirxospoSdnrK9fK0RT+PdoXQbs8Y9lvduyUXjIOi0EMOrjSkBFa1HlPuUDlZ' +
  'Rn/wMdSzZoAu0M1Pe+1A4fBwGAFS8lnJ2wa+q1rm1Q=='
const OF_ANSWER =
  'geVNKvJtWq8zU+uaz4lEil/QjYDir+4IaJD6NUTK3KBRvV1qQtwDV3YG03PAXLosHcjfNr7AUI6KD6ywuUvv0g1bwfgWlLlQ93Tr' +
  'sxS/3FFjZRbNzjTiBRKzqgkbGmahi7WvFnavp7CEAZZ1sT/qRkgizH4q2IXkJ7wmOUmUBXeX4rpC2wzqOu9u1o4NuwLCQ1XBaFjL' +
  'BVq75f8lJA3sa4fYTy/9TuSJBn4+9SkYGfLaPhAarKKJbGG1jBn7mhNfseBabobomgUBh6YfDXuPhBGz1E1dD16wKOjX8HeUlzeK' +
  '/YB+ihdUHIkYTrDqKOIa9dTQ4TABvyMWFImxchXZFQ=='
const OF_SHEET =
  'AFWENtWaN6Bc527067ItkQmB/hTlEHTz02oRKElyJ1tq0E1Fo6Y3oLoL/yhy/q3cuATmRxTxae23unb1U5rN3uLwbSWHOxbwmoMa' +
  'tP2tGtGk4yq/kimzBCpE8x8133rkW9P0uQXI/XHmAd1ZMDHGfYbKlL7mPTunNGkeb2F4MF03XD2Kr23K51XQVB6cOxFof9g1Uc/n' +
  'VDSz91nw4QkEB0SloLRN8MPisRi2yo8GMQC9CqXU4ZecHDKOPDcf7LyrCaMc90zXuZeI6p3MpBgePH9E59M+QS/2PWy3sFk/rUjb' +
  'T91uHDtXXloPH6P2NEMDGTQBzpdqh/clfAbLGrgXkg=='
const API_V3_KEY = '0123456789abcdef0123456789ABCDEF'
const SEALED = {
  algorithm: 'AEAD_AES_256_GCM',
  ciphertext: 'e4b4zGVXdqC0UVcJAc8xawXQWlABGA9+rT+PZvwNAg==',
  nonce: 'wCq51qZv4Yfg',
  associated_data: 'transaction',
}

const asked = { method: 'POST', path: '/v3/pay/transactions/jsapi?x=1', timestamp: AT, nonce: NONCE, body: BODY }
const answered = { timestamp: AT, nonce: 'c5ac7061fccab6bf3e254dcf98995b8c', body: BODY }
const sheet = { appId: 'wx0000000000000001', timestamp: AT, nonce: NONCE, packed: 'prepay_id=wx2015' }

test('what another library signed holds for the texts that we make', () => {
  expect(holds(KEY, requestText(asked), OF_REQUEST)).toBe(true)
  const empty = { ...asked, method: 'GET', path: '/v3/certificates', body: '' }
  expect(holds(KEY, requestText(empty), OF_EMPTY)).toBe(true)
  expect(holds(KEY, answerText(answered), OF_ANSWER)).toBe(true)
  expect(holds(KEY, sheetText(sheet), OF_SHEET)).toBe(true)
})

test('not for a text that differs by a sign, nor without the prefix on the sheet', () => {
  expect(holds(KEY, requestText({ ...asked, body: `${BODY} ` }), OF_REQUEST)).toBe(false)
  expect(holds(KEY, answerText({ ...answered, timestamp: '1554208461' }), OF_ANSWER)).toBe(false)
  expect(holds(KEY, sheetText({ ...sheet, packed: 'wx2015' }), OF_SHEET)).toBe(false)
  for (const rubbish of ['', 'WECHATPAY/SIGNTEST/abc', OF_SHEET.slice(4)])
    expect(holds(KEY, sheetText(sheet), rubbish)).toBe(false)
})

test('the header is written as the other library writes it', () => {
  const who = { mchId: '1900009191', certSerial: '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C' }
  expect(authorization({ ...who, timestamp: AT, nonce: NONCE, signature: OF_REQUEST })).toBe(
    `WECHATPAY2-SHA256-RSA2048 mchid="1900009191",serial_no="1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C",timestamp="${AT}",nonce_str="${NONCE}",signature="${OF_REQUEST}"`,
  )
})

test('what we sign holds', () => {
  const { publicKey, privateKey } = testKeys().merchant
  const text = requestText(asked)
  expect(holds(createPublicKey(publicKey), text, signed(createPrivateKey(privateKey), text))).toBe(true)
})

describe('what was sealed with the APIv3 key', () => {
  test('is opened, letters of China included', () => {
    expect(opened(API_V3_KEY, SEALED)).toBe('{"到账":1990}')
  })

  test.each([
    ['another key', '0'.repeat(32), SEALED],
    ['other data beside it', API_V3_KEY, { ...SEALED, associated_data: 'refund' }],
    ['another nonce', API_V3_KEY, { ...SEALED, nonce: 'wCq51qZv4Yfh' }],
    ['a changed text', API_V3_KEY, { ...SEALED, ciphertext: `AAAA${SEALED.ciphertext.slice(4)}` }],
    ['a cut text', API_V3_KEY, { ...SEALED, ciphertext: SEALED.ciphertext.slice(0, 8) }],
    ['another algorithm', API_V3_KEY, { ...SEALED, algorithm: 'AEAD_SM4_GCM' }],
  ])('not with %s', (_name, key, sealed) => {
    expect(() => opened(key, sealed)).toThrow(/authenticate|sealed/)
  })
})
