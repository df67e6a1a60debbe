import { objectIn, textIn } from '#simulator/api/body'
import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import { endOf } from '#simulator/api/link/link-expiry'
import { judgeText } from '#simulator/api/safety/word-list'
import { countCall } from '#simulator/state/call-counts'
import { addLink } from '#simulator/state/links'
import type { World } from '#simulator/world'

const QUERY = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~%]{0,1024}$/
const ENV_VERSIONS = ['release', 'trial', 'develop']
const MAX_PAGE_URL_CHARACTERS = 1024
const MAX_TITLE_CHARACTERS = 20
const MAX_PERMANENT = 100_000
const SHORT_LINK_LIFE_MS = 30 * 86_400_000
const LINKS_A_DAY = { calls: 500_000, per: 'day' } as const
const LINKS_A_SECOND = { calls: 100, per: 'second', errcode: 44990 } as const

/** No path stands for the home page, which is the first of the list. */
const targetOf = (fields: Readonly<Record<string, unknown>>, pages: readonly string[]) => {
  const { path = '', query = '', env_version: version = 'release' } = fields
  const wanted = path === '' ? pages[0] : path
  if (typeof wanted !== 'string' || !pages.includes(wanted)) return fail(40165)
  if (typeof query !== 'string' || !QUERY.test(query)) return fail(40212)
  if (typeof version !== 'string' || !ENV_VERSIONS.includes(version)) fail(85402)
  return { path: wanted, query }
}

/** Schemes and URL links draw on one daily allowance; what was refused has cost nothing. */
const takeOne = (world: World) => {
  if (!countCall(world.callCounts, 'schemes and url links', LINKS_A_DAY, world.clock.now())) fail(44993)
}

const EXPIRY_FIELDS = ['expire_type', 'expire_time', 'expire_interval']

const namesExpiry = (body: Call['body']) => EXPIRY_FIELDS.some((name) => body[name] !== undefined)

const generateScheme = (world: World, { body }: Call) => {
  const target = targetOf(objectIn(body, 'jump_wxa'), world.app.pages)
  const named = body.is_expire === true || (body.is_expire === undefined && namesExpiry(body))
  const endsAtMs = endOf(body, named, world.clock.now())
  takeOne(world)
  const openlink = addLink(world.links, 'weixin://dl/business/?t=', { ...target, endsAtMs })
  return { errcode: 0, errmsg: 'ok', openlink }
}

const generateUrlLink = (world: World, { body }: Call) => {
  const target = targetOf(body, world.app.pages)
  const endsAtMs = endOf(body, namesExpiry(body), world.clock.now())
  takeOne(world)
  const urlLink = addLink(world.links, 'https://wxaurl.cn/', { ...target, endsAtMs })
  return { errcode: 0, errmsg: 'ok', url_link: urlLink }
}

const shortTarget = (body: Call['body'], pages: readonly string[]) => {
  const url = textIn(body, 'page_url')
  if (url === '' || url.length > MAX_PAGE_URL_CHARACTERS) fail(40066)
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  if (!pages.includes(path)) fail(40066)
  return { path, query: mark < 0 ? '' : url.slice(mark + 1) }
}

const titleOf = ({ page_title: title = '' }: Call['body']) => {
  if (typeof title !== 'string' || judgeText([title]).suggest === 'risky') return fail(40225)
  const characters = [...title]
  if (characters.length <= MAX_TITLE_CHARACTERS) return title
  return `${characters.slice(0, MAX_TITLE_CHARACTERS).join('')}...`
}

const generateShortLink = (world: World, { body }: Call) => {
  const target = shortTarget(body, world.app.pages)
  const title = titleOf(body)
  const { is_permanent: permanent = false } = body
  if (typeof permanent !== 'boolean') return fail(47001)
  if (permanent && world.links.permanentShortLinks >= MAX_PERMANENT) fail(85400)
  if (permanent) world.links.permanentShortLinks += 1
  const endsAtMs = permanent ? null : world.clock.now() + SHORT_LINK_LIFE_MS
  return { errcode: 0, errmsg: 'ok', link: addLink(world.links, `#小程序://${title}/`, { ...target, endsAtMs }) }
}

export const linkEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/wxa/generatescheme',
    needsToken: true,
    limits: [LINKS_A_SECOND],
    answer: generateScheme,
  },
  {
    method: 'POST',
    path: '/wxa/generate_urllink',
    needsToken: true,
    limits: [LINKS_A_SECOND],
    answer: generateUrlLink,
  },
  {
    method: 'POST',
    path: '/wxa/genwxashortlink',
    needsToken: true,
    limits: [{ calls: 10_000_000, per: 'day' }],
    answer: generateShortLink,
  },
]
