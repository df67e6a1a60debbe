import Router from '@koa/router'
import type { CodeCard } from '@huitou/shared/channel/schema'
import { brandOf } from '#server/domains/store/queries'
import type { Signer } from '#server/platform/crypto/signer'
import type { RateLimits } from '#server/platform/http/rate-limit'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { codeImage } from '#server/platform/wechat/code-image'
import { codesByIds, LANDING_PAGE, presentCodes } from './queries'

const LINK_MS = 10 * 60_000
const PURPOSE = 'print-sheet'

/** A link that opens the sheet without a login, for ten minutes: a browser that prints has no session. */
export function sheetLink(signer: Signer, codeIds: readonly string[], now: Date) {
  const endsAt = new Date(now.getTime() + LINK_MS)
  const subject = `${codeIds.join('-')}.${endsAt.getTime()}`
  return { path: `/sheets/${subject}.${signer.sign(subject, PURPOSE)}`, endsAt }
}

function readLink(signer: Signer, link: string, now: Date): string[] {
  const [ids = '', ends = '', signature = ''] = link.split('.')
  if (!signer.verifies(`${ids}.${ends}`, PURPOSE, signature) || Number(ends) <= now.getTime())
    throw new Refused('not_found')
  return ids.split('-')
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** What makes somebody scan: the offer where there is one (S-017, S-027). */
const callOf = ({ kind, benefit, couponName }: CodeCard) => {
  if (kind === 'standee') return `微信扫码领优惠券：${couponName ?? ''}`
  if (benefit !== null || couponName !== null) return `微信扫码入会，送${benefit ?? couponName}`
  return '微信扫一扫，入会签到攒积分'
}

const pageOf = (brandName: string, cards: string[]) => `<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>${escapeHtml(brandName)} 的小程序码</title>
<link rel="stylesheet" href="/sheets/sheet.css"></head>
<body><p class="hint">按 Ctrl+P（或 ⌘P）打印。A4 纸每页四张，沿虚线裁开。</p>${cards.join('')}</body></html>`

const STYLE = `body{margin:0;font-family:"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1f1a17;display:flex;flex-wrap:wrap}
.hint{width:100%;padding:12px 16px;margin:0;background:#fdf0ea;font-size:14px}
.card{width:50%;height:14.2cm;box-sizing:border-box;border:1px dashed #d9d1cb;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:12px;break-inside:avoid}
.card img{width:7cm;height:7cm}.brand{font-size:22px;font-weight:700}.place{font-size:15px;color:#57504a}.call{font-size:17px;color:#b93f14}
@media print{.hint{display:none}@page{margin:0;size:A4}}`

/** The sheets' raw doors: the page that a browser prints, and its style. */
export function sheetDoor(platform: Platform, limits: Pick<RateLimits, 'address'>) {
  const { db, signer, clock } = platform
  const router = new Router()
  router.get('/sheets/sheet.css', (ctx) => {
    ctx.type = 'css'
    ctx.body = STYLE
  })
  router.get('/sheets/:link', async (ctx) => {
    // Each code of the sheet is asked of WeChat.
    await limits.address(ctx.ip, false)
    const ids = readLink(signer, ctx.params['link'] ?? '', clock())
    const codes = await presentCodes(db.manager, await codesByIds(db.manager, ids))
    const brand = await brandOf(db.manager)
    const cards: string[] = []
    for (const code of codes) {
      const image = await codeImage(platform, { scene: code.scene, page: LANDING_PAGE })
      cards.push(
        `<section class="card"><span class="brand">${escapeHtml(brand.name)}</span>` +
          `<img alt="小程序码" src="${image}">` +
          `<span class="place">${escapeHtml([code.storeName, code.label].filter(Boolean).join(' · '))}</span>` +
          `<span class="call">${escapeHtml(callOf(code))}</span></section>`,
      )
    }
    ctx.set('cache-control', 'no-store')
    ctx.type = 'html'
    ctx.body = pageOf(brand.name, cards)
  })
  return router.routes()
}
