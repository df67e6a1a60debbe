/* eslint-disable */
// @ts-nocheck
import { api } from '@huitou/shared/api'
import { checks } from '#server/checks'
import { runChecks } from '#server/platform/selfcheck/check'
import { startRuledWorld } from '#test/ruled-world'
import { createDesk } from '../counter/test-desk'
import { createTill } from '../integration/test-till'
import { onSale } from '../mall/test-items'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'

let world
beforeAll(async () => { world = await startRuledWorld() }, 60000)
afterAll(async () => { await world.stop() })

const ENGINE = process.env.HUITOU_TEST_ENGINE
const OUT = `/tmp/huitou/a1-fuzz-${ENGINE}.txt`

function gen(s, name, ctx) {
  const d = s._zod?.def ?? s.def
  switch (d.type) {
    case 'object': return Object.fromEntries(Object.entries(d.shape).map(([k, v]) => [k, gen(v, k, ctx)]))
    case 'optional': case 'nullable': case 'default': case 'readonly': case 'nonoptional': case 'prefault': case 'catch': return gen(d.innerType, name, ctx)
    case 'pipe': return gen(d.in, name, ctx)
    case 'string': {
      if (ctx[name] !== undefined) return ctx[name]
      if (/Id$|^id$/.test(name)) return '1'
      if (/Ids$/.test(name)) return ctx[name.slice(0, -1)] ?? '1'
      if (d.format === 'datetime' || /At$|^from$|^until$|^to$/i.test(name)) return world.clock.now().toISOString()
      return name === 'phone' ? '13900000001' : name === 'color' ? '#aabbcc' : 'abc123'
    }
    case 'number': case 'int': return ctx[name] ?? (/day/i.test(name) && /^(day|from|until|to)/.test(name) ? 20261122 : 1)
    case 'boolean': return true
    case 'array': return [gen(d.element, name, ctx)]
    case 'enum': return Object.values(d.entries)[0]
    case 'literal': return d.values[0]
    case 'union': return gen(d.options[0], name, ctx)
    case 'record': return {}
    case 'null': return null
    default: return 'x'
  }
}
function leaves(v, path = []) {
  if (Array.isArray(v)) return [[path, v], ...v.flatMap((x, i) => leaves(x, [...path, i]))]
  if (v && typeof v === 'object') return Object.entries(v).flatMap(([k, x]) => leaves(x, [...path, k]))
  return [[path, v]]
}
function put(v, path, x) {
  if (path.length === 0) return x
  const c = Array.isArray(v) ? [...v] : { ...v }
  c[path[0]] = put(c[path[0]], path.slice(1), x)
  return c
}
const STR = ['', ' ', 'x'.repeat(41), 'x'.repeat(10000), 'a\u0000b', '😀', '😀😀😀😀😀😀😀😀', '咖啡咖啡', '\ud800', '__proto__', '9223372036854775807', '9223372036854775808', '9999999999999999999', "' OR 1=1 --", '%', '１２３', 'İ', '\u202eabc', '0', '-1', '1e3', '9999-12-31T23:59:59.999Z', '0001-01-01T00:00:00.000Z', '1970-01-01T00:00:00Z', '2026-02-30T00:00:00Z', '2026-11-22T00:00:00+99:00', 'A'.repeat(20), 'é'.repeat(20), 'g:' + 'A'.repeat(22), 'é', '~']
const NUM = [0, -1, 1, 2, 100, 1000, 10000, 2147483647, 2147483648, 1e9, 1e9 + 1, Number.MAX_SAFE_INTEGER, 0.5, 20261122, 20260101, 29991231]
const ANY = [null, [], {}, true, [[]], ['1', '1'], '1', 1]
const SKIP = /^(privacy\.leave|session\.|admin\.(login|logout|setPassword|disable|setRole|reset|changePassword)|staff\.(disable|leave|remove))/

test('no contract answers 500', async () => {
  const who = {
    guest: world.client(), visitor: await world.visitor(), member: await world.member(), clerk: await world.staff('clerk'),
    manager: await world.staff('manager'), owner: await world.staff('owner', Object.values(world.shop.stores)), operator: await world.operator('owner'),
  }
  const storeId = world.shop.stores.wutong
  const m = who.member
  await world.setBalance(m, 1000000)
  const desk = createDesk(world)
  const itemId = await onSale(who.operator, { points: 10, delivery: { shippingPoints: 5 } })
  const { key, secret } = await who.operator.must('integration.createKey', { name: 'till', scopes: ['members', 'purchases'], storeIds: [storeId], sandbox: false })
  const till = createTill(world, { publicId: key.publicId, secret })
  const couponId = (await m.must('coupon.list', { tab: 'unused' })).rows[0].id
  const bad = new Map()
  let calls = 0
  const hist = {}
  for (const [name, c] of Object.entries(api)) {
    if (SKIP.test(name)) continue
    const caller = c.who === 'integrator' ? till : who[c.who]
    const scan = ['clerk', 'manager', 'owner'].includes(c.who) && /visit|quote|openBill|verify|pickUp/i.test(name + Object.keys(c.input._zod.def.shape).join())
    const freshVisit = async () => {
      if (c.who === 'integrator') { const { code } = await m.must('member.showCode', {}); return (await till.must('open.identify', { storeId, code })).visit.id }
      return scan ? (await desk.visit(m, caller)).id : '1'
    }
    const visitId = (scan || c.who === 'integrator') ? await freshVisit().catch(() => '1') : '1'
    const ctx = { storeId, memberId: m.memberId, itemId, couponId, visitId, privacyVersion: PRIVACY_VERSION, day: 20261122, month: 202611, scene: 'abc', receiptNo: 'R' + randomUUID().slice(0, 8), templateId: world.shop.templates.streak }
    let base
    try { base = gen(c.input, '', ctx) } catch (e) { bad.set(name + ' GEN ' + e.message, 1); continue }
    const variants = [base]
    for (const [path, v] of leaves(base)) {
      // without that leaf
      const vals = [...(typeof v === 'number' ? NUM : STR), ...ANY, undefined]
      for (const x of vals) variants.push(put(base, path, x))
    }
    // each optional top-level alone dropped is above; also only required
    const run = async (input) => {
      calls += 1
      try {
        const k = randomUUID()
        const a = c.who === 'integrator' ? await till.call(name, input) : await caller.call(name, input, { key: k })
        hist[name] ??= {}
        const tag = a.status === 200 ? 'ok' : a.code
        hist[name][tag] = (hist[name][tag] ?? 0) + 1
        if (a.status >= 500 && a.code !== 'wechat_unavailable') {
          const t = `${name} ${a.status} ${a.code} ${JSON.stringify(a.body).slice(0, 200)}`
          const short = `${name} ${a.status} ${a.code}`
          if ((bad.get(short) ?? 0) < 4) appendFileSync(OUT, `${t} INPUT ${JSON.stringify(input).slice(0, 700)}\n`)
          bad.set(short, (bad.get(short) ?? 0) + 1)
        }
      } catch (e) {
        const short = `${name} THROW ${String(e.message).slice(0, 100)}`
        if ((bad.get(short) ?? 0) < 3) appendFileSync(OUT, `${short} INPUT ${JSON.stringify(input).slice(0, 400)}\n`)
        bad.set(short, (bad.get(short) ?? 0) + 1)
      }
    }
    const N = 8
    const t0 = Date.now()
    for (let i = 0; i < variants.length && Date.now() - t0 < 4000; i += N) await Promise.all(variants.slice(i, i + N).map(run))
  }
  appendFileSync(OUT, `CALLS ${calls}\n` + Object.entries(hist).map(([k, v]) => `${k} ${JSON.stringify(v)}`).join('\n') + '\n')
  const found = (await runChecks(world.db.manager, checks, world.clock.now())).filter((o) => o.violations.length > 0)
  appendFileSync(OUT, `CHECKS ${JSON.stringify(found)}\nBAD ${JSON.stringify([...bad])}\n`)
}, 560000)
