import { Transformer } from '@napi-rs/image'
import { createSigner } from '#server/platform/crypto/signer'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { readHeader } from '#server/domains/media/image-header'
import { referralHands } from '../test-referral'
import { drawPoster } from './draw'
import { posterLink, readPosterLink } from './link'

const DAY_MS = 86_400_000

let world: World
beforeAll(async () => {
  world = await startRuledWorld()
  await referralHands(world).open(await world.operator('manager'))
})
afterAll(() => world.stop())

const get = (path: string) => fetch(`${world.url}${path}`)

async function fetched(path: string) {
  const response = await get(path)
  return { response, bytes: Buffer.from(await response.arrayBuffer()) }
}

test('the picture of one’s own invitation: a PNG that a phone may keep for a day, drawn from WeChat’s code', async () => {
  const host = await world.member()
  const { picture } = await host.must('referral.poster', {})
  const { response, bytes } = await fetched(picture)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('image/png')
  expect(response.headers.get('cache-control')).toBe('private, max-age=86400, immutable')
  expect(readHeader(bytes)).toEqual({ format: 'png', width: 600, height: 720 })
  expect(bytes.length).toBeLessThan(300_000)
  expect((await fetched(picture)).bytes.equals(bytes)).toBe(true)
  expect((await host.must('referral.poster', {})).picture).toBe(picture)
})

test('another’s is another picture, and nobody comes to one by changing a link', async () => {
  const [host, other] = [await world.member(), await world.member()]
  const { picture } = await host.must('referral.poster', {})
  const { picture: theirs } = await other.must('referral.poster', {})
  expect((await fetched(theirs)).bytes.equals((await fetched(picture)).bytes)).toBe(false)
  const [own = '', ends = '', signature = ''] = picture.replace('/posters/', '').split('.')
  const [theirOwn = ''] = theirs.replace('/posters/', '').split('.')
  const changed = [
    `${theirOwn}.${ends}.${signature}.png`,
    `${own}.${Number(ends) + DAY_MS}.${signature}.png`,
    `${own}.${ends}.${'a'.repeat(22)}.png`,
    `${own}.${ends}.png`,
    'nothing',
  ]
  for (const link of changed) expect((await get(`/posters/${link}`)).status).toBe(404)
})

test('a link is over after two days, and with the member who leaves', async () => {
  const host = await world.member()
  const { picture } = await host.must('referral.poster', {})
  await host.must('privacy.leave', { confirmed: true })
  expect((await get(picture)).status).toBe(404)
  const signer = createSigner('x'.repeat(32))
  const [scene, now] = [`i:${'a'.repeat(22)}`, new Date('2026-11-30T10:00:00.000Z')]
  const link = posterLink(signer, scene, now).replace('/posters/', '')
  expect(posterLink(signer, scene, new Date('2026-11-30T23:59:59.000Z'))).toContain(link)
  expect(readPosterLink(signer, link, new Date('2026-12-01T23:59:59.000Z'))).toBe(scene)
  expect(() => readPosterLink(signer, link, new Date('2026-12-02T00:00:00.000Z'))).toThrow('not_found')
  expect(() => readPosterLink(createSigner('y'.repeat(32)), link, now)).toThrow('not_found')
})

test('whatever stands where a link should be is not found, and many who ask at once have one picture', async () => {
  const links = ['%E0%A4%A', '%00', '..%2f..%2fetc', `${'-'.repeat(22)}.0000000000000.${'-'.repeat(22)}.png`, '%0a']
  for (const link of links) expect([400, 404]).toContain((await get(`/posters/${link}`)).status)
  const { picture } = await (await world.member()).must('referral.poster', {})
  const all = await Promise.all(Array.from({ length: 20 }, () => fetched(picture)))
  expect(new Set(all.map(({ bytes }) => bytes.toString('base64'))).size).toBe(1)
  expect(all.every(({ response }) => response.status === 200)).toBe(true)
})

test('WeChat answers a JPEG as it likes: the picture is a PNG all the same', async () => {
  const ground =
    '<svg xmlns="http://www.w3.org/2000/svg" width="560" height="560"><rect width="560" height="560"/></svg>'
  const code = Buffer.from(await Transformer.fromSvg(ground).jpeg())
  expect(readHeader(code)).toMatchObject({ format: 'jpeg' })
  expect(readHeader(await drawPoster(code))).toEqual({ format: 'png', width: 600, height: 720 })
})

test('what is no code is not drawn', async () => {
  await expect(drawPoster(Buffer.from('{"errcode":-1}'))).rejects.toThrow('wechat_unavailable')
  const cutOff = Buffer.from('89504e470d0a1a0a0000000d4948445200000010000000100802000000', 'hex')
  await expect(drawPoster(cutOff)).rejects.toThrow('wechat_unavailable')
})
