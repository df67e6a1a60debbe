import { PNG } from 'pngjs'
import { encode } from 'uqr'
import { openSimulator, START_MS, type TestSimulator } from '#simulator/test-client'

let sim: TestSimulator
beforeAll(async () => {
  sim = await openSimulator()
})
afterAll(() => sim.stop())

const PATH = '/wxa/getwxacodeunlimit'

const send = async (body: object) =>
  sim.fetchPost(PATH, { access_token: await sim.token() }, { scene: 's1', page: 'pages/landing/index', ...body })

const errcodeOf = async (body: object) => {
  const response = await send(body)
  expect(response.status).toBe(200)
  if (response.headers.get('content-type')?.startsWith('image/')) return 0
  return Number(Object(await response.json()).errcode)
}

const pictureOf = async (body: object) => {
  const response = await send(body)
  expect(response.headers.get('content-type')).toBe('image/png')
  return PNG.sync.read(Buffer.from(await response.arrayBuffer()))
}

const pixel = (png: PNG, x: number, y: number) => [
  ...png.data.subarray((y * png.width + x) * 4, (y * png.width + x) * 4 + 4),
]

/** Reads the dark modules back out of the picture, given how many there are on a side, quiet zone of four included. */
const modulesOf = (png: PNG, size: number) => {
  const modulePx = Math.floor(png.width / size)
  const startPx = Math.floor((png.width - modulePx * size) / 2) + Math.floor(modulePx / 2)
  return Array.from({ length: size }, (_, y) =>
    Array.from(
      { length: size },
      (__, x) => (pixel(png, startPx + x * modulePx, startPx + y * modulePx)[0] ?? 255) < 128,
    ),
  )
}

const colours = (png: PNG) =>
  new Set(
    Array.from({ length: png.width * png.height }, (_, i) =>
      pixel(png, i % png.width, Math.floor(i / png.width)).join(),
    ),
  )

test.each([280, 430, 1280])('draws a PNG of %i pixels that holds page and scene', async (width) => {
  const png = await pictureOf({ scene: 'AbC-_.~=&1', width })
  expect([png.width, png.height]).toEqual([width, width])
  const { data, size } = encode('https://wxaurl.simulator/pages/landing/index?scene=AbC-_.~%3D%261', {
    ecc: 'M',
    border: 4,
  })
  expect(modulesOf(png, size)).toEqual(data)
})

test('is 430 pixels wide, black on white, and leads home unless told otherwise', async () => {
  const png = await pictureOf({ page: undefined })
  expect(png.width).toBe(430)
  expect(pixel(png, 0, 0)).toEqual([255, 255, 255, 255])
  const { data, size } = encode('https://wxaurl.simulator/pages/home/index?scene=s1', { ecc: 'M', border: 4 })
  expect(modulesOf(png, size)).toEqual(data)
})

test('takes line_color as numbers or text, not together with auto_color, and a transparent ground', async () => {
  const red = await pictureOf({ line_color: { r: 200, g: '16', b: 8 }, is_hyaline: true })
  expect(colours(red)).toEqual(new Set(['200,16,8,255', '255,255,255,0']))
  const auto = await pictureOf({ line_color: { r: 200, g: 16, b: 8 }, auto_color: true })
  expect(colours(auto)).toEqual(new Set(['0,0,0,255', '255,255,255,255']))
})

test.each([
  ['no scene', { scene: undefined }, 40169],
  ['an empty scene', { scene: '' }, 40169],
  ['33 characters', { scene: 'a'.repeat(33) }, 40169],
  ['32 characters', { scene: 'a'.repeat(32) }, 0],
  ['every special character', { scene: "!#$&'()*+,/:;=?@-._~" }, 0],
  ['a percent sign', { scene: 'a%20' }, 40129],
  ['a space', { scene: 'a b' }, 40129],
  ['Chinese', { scene: '门店' }, 40129],
  ['the reserved scancode_time', { scene: 'scancode_time=1' }, 85096],
  ['a page that does not exist', { page: 'pages/nowhere/index' }, 41030],
  ['a leading slash', { page: '/pages/home/index' }, 41030],
  ['a query in the page', { page: 'pages/home/index?a=1', check_path: false }, 41030],
  ['an unpublished page unchecked', { page: 'pages/soon/index', check_path: false }, 0],
  ['a trial version', { env_version: 'trial' }, 0],
  ['an unknown version', { env_version: 'beta' }, 40097],
  ['279 pixels', { width: 279 }, 40097],
  ['1281 pixels', { width: 1281 }, 40097],
  ['a width in quotes', { width: '430' }, 47001],
  ['a flag in quotes', { check_path: 'false' }, 47001],
  ['a colour out of range', { line_color: { r: 256, g: 0, b: 0 } }, 40097],
  ['a colour without parts', { line_color: {} }, 40097],
  ['a colour that is none', { line_color: 'red' }, 47001],
])('%s', async (_, body, errcode) => {
  expect(await errcodeOf(body)).toBe(errcode)
})

test('5,000 a minute', async () => {
  sim.world.callCounts.set(`${PATH} per minute`, { window: Math.floor(START_MS / 60_000), calls: 5_000 })
  expect(await errcodeOf({})).toBe(45011)
  sim.world.clock.advance(60_000)
  expect(await errcodeOf({})).toBe(0)
})
