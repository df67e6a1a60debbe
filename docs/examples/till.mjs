// A till that speaks to Huitou: node docs/examples/till.mjs <url> <key> <secret> <what> <json>
//   node docs/examples/till.mjs http://127.0.0.1:3000 hk_test_… … open.ping '{}'
// Node 20, no packages. Copy `signed` into your till.
import { createHash, createHmac, randomUUID } from 'node:crypto'

/** The headers of one request: what it is about, when, and a word of its own, signed with the key's secret. */
export function signed(secret, publicId, path, body, nowMs = Date.now()) {
  const timestamp = String(Math.floor(nowMs / 1000))
  const nonce = randomUUID()
  const bodySha256 = createHash('sha256').update(body).digest('hex')
  const text = ['POST', path, timestamp, nonce, bodySha256].join('\n')
  return {
    'content-type': 'application/json',
    'huitou-key': publicId,
    'huitou-timestamp': timestamp,
    'huitou-nonce': nonce,
    'huitou-signature': createHmac('sha256', secret).update(text).digest('base64'),
  }
}

const TRIES = 4

/** One call. When no answer comes, or "busy", it is made again, signed anew: a receipt is recorded once however often it is sent. */
export async function call({ url, publicId, secret }, name, input) {
  const path = `/api/${name}`
  const body = JSON.stringify(input)
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: signed(secret, publicId, path, body),
      body,
      signal: AbortSignal.timeout(10_000),
    }).catch((error) => {
      if (tries === TRIES) throw error
      return null
    })
    if (response && response.status !== 503) return { status: response.status, body: await response.json() }
    if (tries === TRIES) throw new Error(`${name}: no answer after ${TRIES} tries`)
    await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tries))
  }
}

if (process.argv[1] && import.meta.url.endsWith(process.argv[1].split('/').pop() ?? '')) {
  const [url, publicId, secret, name, input = '{}'] = process.argv.slice(2)
  if (!url || !publicId || !secret || !name) {
    console.error("usage: node till.mjs <url> <key> <secret> <what> '<json>'")
    process.exit(2)
  }
  const { status, body } = await call({ url, publicId, secret }, name, JSON.parse(input))
  console.log(status, JSON.stringify(body, null, 2))
  process.exit(status === 200 ? 0 : 1)
}
