import { lookup } from 'node:dns'
import { request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

const TIMEOUT_MS = 10_000
const ANSWER_MAX = 300

/** `status` 0: nobody answered, `text` says why. */
export type Answer = { status: number; text: string }

/** Nothing of the house: not this machine, not its network, not the cloud's own addresses. */
function isPublic(address: string) {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  // Of IPv6 only what is given out to the world at all: 2000::/3.
  const isGlobal = parsed instanceof ipaddr.IPv4 || ((parsed.parts[0] ?? 0) & 0xe000) === 0x2000
  return isGlobal && parsed.range() === 'unicast'
}

/** Looks a name up and refuses what lies inside; asked at the moment of connecting, so that a name cannot change its mind. */
const publicLookup: LookupFunction = (hostname, options, done) =>
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 4)
    const [first] = addresses
    if (!first || !addresses.every(({ address }) => isPublic(address)))
      return done(new Error('the address leads into a private network'), '', 4)
    return options.all ? done(null, addresses) : done(null, first.address, first.family)
  })

/** Whether an address can lead out of the house as it is written; a name is looked up when it is used. */
export function mayLeadOut(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  return protocol === 'https:' && host !== 'localhost' && (isIP(host) === 0 || isPublic(host))
}

type Sending = { headers: Record<string, string>; body: string; privateAllowed: boolean }

/** One POST. Follows no redirect: where a signed body goes is the operator's word alone. Never throws. */
export function postTo(url: string, { headers, body, privateAllowed }: Sending): Promise<Answer> {
  const { protocol } = new URL(url)
  if (!privateAllowed && !mayLeadOut(url))
    return Promise.resolve({ status: 0, text: 'the address is not https, or leads into a private network' })
  const options: RequestOptions = {
    ...{ method: 'POST', timeout: TIMEOUT_MS },
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    ...(privateAllowed ? {} : { lookup: publicLookup }),
  }
  return new Promise((resolve) => {
    const send = protocol === 'https:' ? httpsRequest : httpRequest
    const request = send(url, options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text = (text + part).slice(0, ANSWER_MAX)
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      response.on('error', (error) => resolve({ status: 0, text: error.message.slice(0, ANSWER_MAX) }))
    })
    const overall = setTimeout(() => request.destroy(new Error('no answer in ten seconds')), TIMEOUT_MS)
    request.on('close', () => clearTimeout(overall))
    request.on('timeout', () => request.destroy(new Error('no answer in ten seconds')))
    request.on('error', (error) => resolve({ status: 0, text: error.message.slice(0, ANSWER_MAX) }))
    request.end(body)
  })
}
