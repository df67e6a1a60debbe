import { colorOf, drawCode } from '#simulator/api/link/code-image'
import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import type { World } from '#simulator/world'

const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/
const PAGE = /^[0-9A-Za-z][0-9A-Za-z/_.-]{0,254}$/
const ENV_VERSIONS = ['release', 'trial', 'develop']
const MIN_WIDTH_PX = 280
const MAX_WIDTH_PX = 1280
const DEFAULT_WIDTH_PX = 430

type Body = Call['body']

const sceneOf = ({ scene }: Body) => {
  if (typeof scene !== 'string' || scene.length < 1 || scene.length > 32) return fail(40169)
  if (scene.includes('scancode_time')) fail(85096)
  if (!SCENE.test(scene)) fail(40129)
  return scene
}

/** No page stands for the home page, which is the first of the list. */
const pageOf = ({ page, check_path: check }: Body, pages: readonly string[]) => {
  const wanted = page === undefined || page === '' ? pages[0] : page
  if (typeof wanted !== 'string' || !PAGE.test(wanted)) return fail(41030)
  if (check !== false && !pages.includes(wanted)) fail(41030)
  return wanted
}

const widthOf = ({ width = DEFAULT_WIDTH_PX }: Body) => {
  if (typeof width !== 'number' || !Number.isInteger(width)) return fail(47001)
  if (width < MIN_WIDTH_PX || width > MAX_WIDTH_PX) fail(40097)
  return width
}

/** A flag of another type than boolean is a malformed body to WeChat, not a false one. */
const requireFlags = (body: Body) => {
  for (const name of ['check_path', 'auto_color', 'is_hyaline']) {
    if (body[name] !== undefined && typeof body[name] !== 'boolean') fail(47001)
  }
}

const requireEnvVersion = ({ env_version: version = 'release' }: Body) => {
  if (typeof version !== 'string' || !ENV_VERSIONS.includes(version)) fail(40097)
}

const miniCode = (world: World, { body }: Call) => {
  requireFlags(body)
  const scene = sceneOf(body)
  const page = pageOf(body, world.app.pages)
  requireEnvVersion(body)
  return drawCode({
    text: `https://wxaurl.simulator/${page}?scene=${encodeURIComponent(scene)}`,
    widthPx: widthOf(body),
    color: body.auto_color === true ? colorOf(undefined) : colorOf(body.line_color),
    transparent: body.is_hyaline === true,
  })
}

export const miniCodeEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/wxa/getwxacodeunlimit',
    needsToken: true,
    limits: [{ calls: 5_000, per: 'minute' }],
    answer: miniCode,
  },
]
