import type { Browser, Page } from 'playwright-core'
import { launchChromium } from './chromium'
import { startDemo, type Demo } from './demo-server'
import { watchFaults } from './faults'
import { openTab, sees, tap, tapTab, type Phone } from './phone'
import { picture, sharpness } from './pictures'

const START_MS = 150_000
const SCREEN = { width: 1280, height: 960 }
const PICTURE = { width: 1280, height: 900 }

let demo: Demo
let browser: Browser
let page: Page
let customer: Phone
let clerk: Phone
let faults: string[]
let calls: string[]

beforeAll(async () => {
  demo = await startDemo()
  browser = await launchChromium()
  page = await browser.newPage({ viewport: SCREEN, deviceScaleFactor: sharpness })
  page.setDefaultTimeout(15_000)
  faults = watchFaults(page)
  calls = []
  page.on('request', (request) => calls.push(new URL(request.url()).pathname))
  customer = page.frameLocator('#customer-frame')
  clerk = page.frameLocator('#clerk-frame')
}, START_MS)

afterAll(async () => {
  await browser?.close()
  await demo?.remove()
})

/** Points are read where a screen reader reads them: "普卡会员，55 积分，再攒 …" and "签到，+10 积分，看来历". */
const pointsIn = (spoken: string | null) => Number(/([+−]?)([\d,]+) 积分/.exec(spoken ?? '')?.[2]?.replace(',', ''))

const seesBalance = (points: number) =>
  customer.getByRole('button', { name: new RegExp(`会员，${points} 积分`) }).waitFor()

const balance = async () =>
  pointsIn(await customer.getByRole('button', { name: /会员，\d+ 积分/ }).getAttribute('aria-label'))

/** The clerk's camera, held to the other phone. */
async function scanAndConfirm(couponName: string) {
  await tap(clerk, '扫会员码、券码或取货码')
  await clerk.getByRole('button', { name: couponName }).filter({ hasText: '旁边手机上正亮着' }).click()
  await sees(clerk, '可以用')
  await sees(clerk, couponName)
  await tap(clerk, '确认核销')
  await sees(clerk, '已核销')
  await tap(clerk, '回工作台')
  await sees(clerk, '今天本店')
}

/** What the customer finds afterwards. */
async function findsUsed(couponName: string) {
  await tap(customer, '返回')
  await openTab(customer, '卡包')
  await tapTab(customer, /已使用/)
  await customer
    .getByRole('button', { name: new RegExp(`${couponName}.*梧桐路店.*已使用`) })
    .first()
    .waitFor()
}

test('the try-it page shows a customer and a clerk side by side, and the codes to scan', async () => {
  await page.goto(demo.url)
  await sees(customer, '林小满')
  await sees(clerk, '扫会员码 / 券码 / 取货码')
  await page.waitForFunction(
    '[...document.images].length >= 4 && [...document.images].every((one) => one.naturalWidth > 0)',
  )
  expect(await page.getByRole('button', { name: /店/ }).count()).toBe(8)
  await page.setViewportSize(PICTURE)
  await picture(page, 'try-it')
  await page.setViewportSize(SCREEN)
})

test('a phone that was put away no longer shows its code to the clerk', async () => {
  await openTab(customer, '会员码')
  await customer.getByRole('img', { name: '会员码条码' }).waitFor()
  await page.selectOption('#customer', 'newcomer')
  await sees(customer, '加入会员，积分从今天攒起')
  await tap(clerk, '扫会员码、券码或取货码')
  await sees(clerk, '靠窗 3 号桌')
  expect(await clerk.getByText('旁边手机上正亮着').count()).toBe(0)
  await clerk.getByRole('button', { name: '不扫了' }).click()
})

test('a newcomer scans the code at the counter and joins, but not without consent', async () => {
  await page.getByRole('button', { name: '梧桐路店 收银台' }).click()
  await sees(customer, '你正在本店')
  await sees(customer, '新朋友见面礼')

  const consent = customer.getByRole('checkbox', { name: '我已阅读并同意会员章程与隐私说明' })
  expect(await consent.getAttribute('aria-checked')).toBe('false')
  await tap(customer, '微信一键加入')
  await sees(customer, '请先看一眼并勾选')
  expect(calls).not.toContain('/api/joining.join')

  await consent.click()
  await tap(customer, '微信一键加入')
  await sees(customer, '你是会员了，见面礼已到账')
  await sees(customer, '见面礼券')
  expect(calls).toContain('/api/joining.join')
})

test('being there and checking in are rewarded, and every point is in the history', async () => {
  await tap(customer, '到店签到')
  await sees(customer, '到店积分已到账')
  await tap(customer, '看看首页')
  await sees(customer, '签到得')
  const before = await balance()
  await tap(customer, '签到')
  const cheer = customer.getByRole('dialog', { name: '签到成功，连签 1 天' })
  const gained = pointsIn(await cheer.innerText().then((text) => text.replace(/\s+/g, ' ')))
  await tap(customer, '好的，收下')
  await cheer.waitFor({ state: 'detached' })
  await sees(customer, '今天签过了，连签 1 天')
  await seesBalance(before + gained)

  await openTab(customer, '积分')
  await sees(customer, '都在这里了')
  const rows = await customer.getByRole('button', { name: /积分，看来历/ }).all()
  const points = await Promise.all(rows.map(async (row) => pointsIn(await row.getAttribute('aria-label'))))
  expect(points).toHaveLength(3)
  expect(points.reduce((sum, one) => sum + one, 0)).toBe(before + gained)
})

test('too few points are said before anything is pressed', async () => {
  await tapTab(customer, /积分商城/)
  await tap(customer, /^热美式一杯，500 积分/)
  await sees(customer, /还差 \d+ 积分/)
  const button = customer.getByRole('button', { name: '积分还不够' })
  expect(await button.getAttribute('aria-disabled')).toBe('true')
  await tap(customer, '关闭')
})

test('what was earned on the first day is enough for a first exchange, and the clerk verifies it', async () => {
  await tap(customer, /^海盐卷一个，60 积分/)
  await tap(customer, '用 60 积分兑换')
  await sees(customer, '换好了')
  await tap(customer, '看看这张券')
  await customer.getByRole('img', { name: '券码条码' }).waitFor()
  await scanAndConfirm('海盐卷一个')
  await findsUsed('海盐卷一个')
  expect(calls.filter((call) => call === '/api/mall.exchange')).toHaveLength(1)
})

test('the gift coupon is shown, scanned, verified, and found among the used ones', async () => {
  await openTab(customer, '卡包')
  await tapTab(customer, /未使用/)
  await tap(customer, /见面礼券/)
  await customer.getByRole('img', { name: '券码条码' }).waitFor()
  await scanAndConfirm('见面礼券')
  await findsUsed('见面礼券')
  expect(calls.filter((call) => call === '/api/counter.verify')).toHaveLength(2)
})

test('a member exchanges points for a coupon, and the clerk verifies that one too', async () => {
  await page.selectOption('#customer', 'xiaoman')
  await seesBalance(2480)
  await openTab(customer, '积分')
  await tapTab(customer, /积分商城/)
  await tap(customer, /^热美式一杯，500 积分/)
  await tap(customer, '用 500 积分兑换')
  await sees(customer, '换好了')
  await tap(customer, '看看这张券')
  await customer.getByRole('img', { name: '券码条码' }).waitFor()
  await scanAndConfirm('热美式一杯')
  await findsUsed('热美式一杯')
  await openTab(customer, '首页')
  await seesBalance(1980)
  expect(await balance()).toBe(1980)
})

test('nothing went wrong meanwhile, and every promise still holds', async () => {
  const { code, output } = await demo.command('selfcheck')
  expect(output).toMatch(/P1 .*holds/)
  expect({ code, faults }).toEqual({ code: 0, faults: [] })
})

test('Ctrl-C ends the server in order', async () => {
  await page.close()
  expect(await demo.interrupt()).toBe(0)
})
