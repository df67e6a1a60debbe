import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Transformer } from '@napi-rs/image'
import type { PictureLinks } from '@huitou/shared/media/contract'
import type { OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { goods } from '#server/domains/mall/test-items'
import { Pictures } from './entities'
import { readHeader } from './image-header'
import { sweepPictures } from './sweep'

const DAY_MS = 86_400_000

let world: World
let operator: OperatorClient
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'huitou-pictures-'))
  world = await startWorld({ DATA_DIR: folder })
  operator = await world.operator()
})
afterAll(async () => {
  await world.stop()
  await rm(folder, { recursive: true })
})

type Answer = { status: number; code?: string; picture?: PictureLinks }

async function upload(file: Buffer, who: OperatorClient | null = operator): Promise<Answer> {
  const authorization = `Bearer ${who?.session.accessToken ?? ''}`
  const response = await fetch(`${world.url}/pictures`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'text/plain' },
    body: new Uint8Array(file),
  })
  return { status: response.status, ...((await response.json()) as object) }
}

/** A picture of one colour, so that each test has its own. */
let shade = 0
const painted = (width: number, height: number) => {
  shade += 7
  const pixels = Buffer.alloc(width * height * 4, 255)
  for (let at = 0; at < pixels.length; at += 4) pixels[at] = shade % 256
  return Transformer.fromRgbaPixels(pixels, width, height)
}
const kept = async (file: Buffer) => {
  const { picture } = await upload(file)
  if (!picture) throw new Error('not kept')
  return picture
}
const fetched = async (link: string) => {
  const response = await fetch(`${world.url}${link}`)
  return { response, bytes: Buffer.from(await response.arrayBuffer()) }
}

test.each(['jpeg', 'png', 'webp'] as const)(
  'a %s is taken by its bytes, made anew in two sizes and served for a year',
  async (format) => {
    const picture = await kept(await painted(2000, 1000)[format]())
    expect(picture).toMatchObject({ width: 1600, height: 800 })
    const large = await fetched(picture.url)
    expect(readHeader(large.bytes)).toEqual({ format: 'webp', width: 1600, height: 800 })
    expect(large.response.headers.get('content-type')).toBe('image/webp')
    expect(large.response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(readHeader((await fetched(picture.small)).bytes)).toEqual({ format: 'webp', width: 400, height: 200 })
  },
)

/** An EXIF block that says: turned by 90 degrees, made by SECRET-CAMERA. */
function withExif(jpeg: Buffer) {
  const maker = Buffer.from('SECRET-CAMERA\0')
  const tiff = Buffer.alloc(38)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(2, 8)
  tiff.writeUInt16LE(0x010f, 10)
  tiff.writeUInt16LE(2, 12)
  tiff.writeUInt32LE(maker.length, 14)
  tiff.writeUInt32LE(38, 18)
  tiff.writeUInt16LE(0x0112, 22)
  tiff.writeUInt16LE(3, 24)
  tiff.writeUInt32LE(1, 26)
  tiff.writeUInt16LE(6, 30)
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, maker])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}

test('a photograph is turned upright, and nothing of where and how it was made stays', async () => {
  const photo = withExif(await painted(300, 200).jpeg(90))
  expect(await new Transformer(photo).metadata(true)).toMatchObject({ orientation: 6 })
  const picture = await kept(photo)
  expect(picture).toMatchObject({ width: 200, height: 300 })
  const { bytes } = await fetched(picture.url)
  expect(bytes.includes('SECRET-CAMERA')).toBe(false)
  expect(bytes.includes('Exif')).toBe(false)
})

test('the same picture twice, also at once, is one', async () => {
  const file = await painted(60, 40).png()
  const answers = await Promise.all([upload(file), upload(file), upload(file)])
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
  expect(new Set(answers.map((answer) => answer.picture?.id)).size).toBe(1)
})

describe('refuses', () => {
  const png = (width: number, height: number) => {
    const head = Buffer.alloc(33)
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(head)
    head.writeUInt32BE(13, 8)
    head.write('IHDR', 12, 'latin1')
    head.writeUInt32BE(width, 16)
    head.writeUInt32BE(height, 20)
    return head
  }

  test('what is no picture whatever it says, what is too large to decode, and what is cut off', async () => {
    expect(await upload(Buffer.from('<svg onload="alert(1)"></svg>'))).toMatchObject({ code: 'picture_type' })
    expect(await upload(Buffer.from('GIF89a' + '0'.repeat(40)))).toMatchObject({ code: 'picture_type' })
    expect(await upload(Buffer.alloc(0))).toMatchObject({ code: 'picture_type' })
    expect(await upload(png(10_000, 10_000))).toMatchObject({ code: 'picture_too_many_pixels' })
    expect(await upload(png(10, 10))).toMatchObject({ code: 'picture_broken' })
    const jpeg = await painted(300, 300).jpeg(90)
    expect(await upload(jpeg.subarray(0, 400))).toMatchObject({ status: 422, code: 'picture_broken' })
    expect(await upload(Buffer.alloc(5 * 1024 * 1024 + 1))).toMatchObject({ status: 413, code: 'picture_too_large' })
  })

  test('who may not, and names that are no pictures', async () => {
    const file = await painted(10, 10).png()
    expect(await upload(file, null)).toMatchObject({ status: 401 })
    expect(await upload(file, await world.operator('viewer'))).toMatchObject({ status: 403, code: 'not_allowed' })
    for (const name of ['..%2f..%2fsecrets.json', 'a.webp', `${'0'.repeat(64)}.webp`, `${'0'.repeat(64)}.exe`])
      expect((await fetched(`/pictures/${name}`)).response.status).toBe(404)
  })
})

test('media.pictures and media.removePicture: one in use stays, another goes with its files a day later', async () => {
  const used = await kept(await painted(50, 50).png())
  const loose = await kept(await painted(51, 51).png())
  const terms = goods({ pictureIds: [used.id] })
  const { item } = await operator.must('mall.saveItem', { id: null, terms })
  expect(item.pictures).toEqual([used])
  const { rows } = await operator.must('media.pictures', {})
  expect(rows.slice(0, 2).map((row) => [row.id, row.inUse])).toEqual([
    [loose.id, false],
    [used.id, true],
  ])
  expect((await operator.send('media.removePicture', { pictureId: used.id })).code).toBe('picture_in_use')
  await operator.must('media.removePicture', { pictureId: loose.id })
  expect((await operator.send('mall.saveItem', { id: null, terms: goods({ pictureIds: [loose.id] }) })).code).toBe(
    'not_found',
  )
  const files = async () => (await readdir(path.join(folder, 'files'))).length
  const before = await files()
  await sweepPictures(world.platform, world.clock.now())
  expect(await files()).toBe(before)
  await sweepPictures(world.platform, new Date(world.clock.now().getTime() + DAY_MS))
  expect(await files()).toBe(before - 2)
  expect((await fetched(loose.url)).response.status).toBe(404)
  expect((await fetched(used.url)).response.status).toBe(200)
})

test('uploaded again before the sweep, a removed picture is back', async () => {
  const file = await painted(52, 52).png()
  const { id } = await kept(file)
  await operator.must('media.removePicture', { pictureId: id })
  expect((await kept(file)).id).toBe(id)
  await sweepPictures(world.platform, new Date(world.clock.now().getTime() + DAY_MS))
  expect(await world.db.manager.existsBy(Pictures, { id })).toBe(true)
})
