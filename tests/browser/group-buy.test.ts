import type { Browser, Page } from 'playwright-core'
import { launchChromium } from './chromium'
import { keys } from './counter-screens'
import { startDemo, type Demo } from './demo-server'
import { watchFaults } from './faults'
import { openTab, sees, tap } from './phone'
import { picture, sharpness } from './pictures'

const START_MS = 150_000
const SCREEN = { width: 375, height: 812 }
const VOUCHER = '草莓奶油盒子一份'

let demo: Demo
let browser: Browser
let leader: Page
let friend: Page
const faults: string[] = []

async function phoneOf(persona: string, at: string) {
  const context = await browser.newContext({ viewport: SCREEN, deviceScaleFactor: sharpness })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const seen = watchFaults(page)
  page.on('close', () => faults.push(...seen))
  await page.goto(`${demo.url}/h5/?persona=${persona}#/${at}`)
  return page
}

beforeAll(async () => {
  ;[demo, browser] = await Promise.all([startDemo(), launchChromium()])
  leader = await phoneOf('xiaoman', 'pages/home/index')
}, START_MS)

afterAll(async () => {
  await browser?.close()
  await demo?.remove()
})

/** The simulated sheet: the page behind it says what became of the money. */
async function pays(page: Page) {
  await tap(page, /^付 .* 元$/)
  await tap(page, '确认支付')
}

test('林小满 opens a team from the home page; a closed sheet charges nothing, and the piece waits', async () => {
  await tap(leader, /^草莓奶油盒子，2–3 人团/)
  await sees(leader, '到时间人没齐，付的钱全部原路退回')
  await picture(leader, 'group-buy')
  await tap(leader, '我来开团')
  await sees(leader, '没凑齐，钱原路全额退回')
  await tap(leader, '开 2 人团，去付 22.9 元')
  await sees(leader, '这份给你留着')
  await tap(leader, '付 22.9 元')
  await tap(leader, '不付了')
  const waits = leader.getByText('还没付款，这份先给你留着')
  await waits.waitFor()
  await waits.waitFor({ state: 'hidden' })
  await pays(leader)
  await sees(leader, '还差 1 人成团')
  await sees(leader, '已付款，还差 1 人')
  expect(faults).toEqual([])
})

test('the card of the team leads a newcomer to joining and paying in one go; both see that it is complete', async () => {
  await picture(leader, 'group-order')
  await tap(leader, '复制链接喊朋友')
  const link = await leader.evaluate<string>('navigator.clipboard.readText()')
  const [, at = ''] = link.split('#/')
  expect(link).toMatch(/#\/groupbuy\/team\/index\?scene=/)
  friend = await phoneOf('newcomer', at)
  await sees(friend, '还差 1 人成团')
  expect(await friend.getByText('林小满').count()).toBe(0)
  await friend.getByRole('checkbox').click()
  await tap(friend, '入会并参团')
  await tap(friend, '付 24.9 元参团')
  await sees(friend, '这份给你留着')
  await pays(friend)
  for (const phone of [friend, leader]) {
    await sees(phone, '人齐了，成团')
    await sees(phone, '到店出示券码就能拿')
  }
})

/** Read from the screen, as a customer reads it aloud. */
async function digitsOn(page: Page) {
  const shown = page.getByText(/^\d{4} \d{4}$/).filter({ visible: true })
  return (await shown.first().innerText()).replace(' ', '')
}

test('the friend’s voucher is verified at the counter like any other', async () => {
  await tap(friend, /到店出示券码就能拿/)
  await sees(friend, VOUCHER)
  const clerk = await phoneOf('fang', 'staff/workbench/index')
  await tap(clerk, '输口令')
  await keys(clerk, await digitsOn(friend))
  await sees(clerk, '可以用')
  await sees(clerk, VOUCHER)
  await tap(clerk, '确认核销')
  await sees(clerk, '已核销')
  await sees(friend, '已使用')
  await clerk.close()
  expect(faults).toEqual([])
})

test('林小满 asks for her money: it comes back whole, and the voucher is gone from her wallet', async () => {
  await tap(leader, '申请退款')
  await sees(leader, '22.9 元原路退回')
  await tap(leader, '确认退款')
  await sees(leader, /¥22\.90 已原路退回/)
  await leader.goto(`${demo.url}/h5/?persona=xiaoman#/pages/home/index`)
  await openTab(leader, '卡包')
  await sees(leader, '未使用')
  expect(await leader.getByRole('button', { name: new RegExp(VOUCHER) }).count()).toBe(0)
})

test('nothing went wrong meanwhile, and every promise still holds', async () => {
  await Promise.all([leader.close(), friend.close()])
  const { code, output } = await demo.command('selfcheck')
  expect(output).toMatch(/P4 .*holds/)
  expect({ code, faults }).toEqual({ code: 0, faults: [] })
})
