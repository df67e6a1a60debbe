import type { Browser, Page } from 'playwright-core'
import { launchChromium } from './chromium'
import { startDemo, type Demo } from './demo-server'
import { watchFaults } from './faults'
import { must } from './must'
import { waitFor } from './pay-hands'
import { personOf, type Person } from './person'
import { sees, tap } from './phone'

const START_MS = 150_000
const SCREEN = { width: 375, height: 812 }
const AMOUNT_FEN = 4600

let demo: Demo
let browser: Browser
let inviter: Page
let friend: Page
const faults: string[] = []

async function phoneOf(persona: string, at: string) {
  const context = await browser.newContext({ viewport: SCREEN })
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
  inviter = await phoneOf('xiaoman', 'invite/index')
}, START_MS)

afterAll(async () => {
  await browser?.close()
  await demo?.remove()
})

/** A bill at the counter, from the code on the friend’s phone to the money. */
async function boughtBy(member: Person, clerk: Person): Promise<string> {
  const { staff } = await clerk('staff.me', {})
  const storeId = must(staff?.stores[0], 'store of the clerk').id
  const { code } = await member('member.showCode', {})
  const { visit } = await clerk('counter.scan', { storeId, code })
  const basket = { visitId: visit.id, amountFen: AMOUNT_FEN, couponIds: [] }
  const { quote } = await clerk('counter.quote', basket)
  const { bill } = await clerk('counter.openBill', { ...basket, payableSeenFen: quote.payableFen })
  const paid = await clerk('counter.confirmBill', { billId: bill.id })
  return must(paid.bill.purchaseId ?? undefined, 'purchase')
}

/** How many friends have joined, or count, once it is as many as wanted: that follows a moment after what they did. */
async function counted(what: 'joined' | 'qualified', wanted: number): Promise<number> {
  const xiaoman = await personOf(demo.url, 'xiaoman')
  const look = async () => (await xiaoman('referral.mine', {})).totals[what]
  return waitFor(look, (seen) => seen === wanted)
}

/** What happened elsewhere is there when the page is opened the next time. */
async function lookAgain() {
  await inviter.reload()
  await sees(inviter, '邀请的朋友')
}

test('林小满 reads the rules and copies her link; it shows a newcomer who invites and what for, before joining', async () => {
  await sees(inviter, '只看朋友自己来没来')
  await sees(inviter, '3 位')
  await tap(inviter, '复制链接')
  const link = await inviter.evaluate<string>('navigator.clipboard.readText()')
  const [, at = ''] = link.split('#/')
  expect(link).toMatch(/#\/invite\/friend\/index\?scene=/)
  friend = await phoneOf('newcomer', at)
  await sees(friend, '林** 请你来禾木烘焙')
  await sees(friend, '50 积分')
  expect(await friend.getByText('林小满').count()).toBe(0)
})

test('the newcomer joins there, and is told what there is to do next; the inviter sees somebody who waits', async () => {
  await friend.getByRole('checkbox').click()
  await tap(friend, '微信一键加入')
  await sees(friend, '你是会员了')
  await sees(friend, '有一笔消费满 20 元')
  await expect(counted('joined', 4)).resolves.toBe(4)
  await lookAgain()
  await sees(inviter, '4 位')
  expect(faults).toEqual([])
})

test('what the friend buys at the counter counts for both; given back, it counts for nobody', async () => {
  const [newcomer, clerk, manager] = await Promise.all(
    ['newcomer', 'fang', 'zhou'].map((persona) => personOf(demo.url, persona)),
  )
  if (!newcomer || !clerk || !manager) throw new Error('somebody is missing')
  const purchaseId = await boughtBy(newcomer, clerk)
  await expect(counted('qualified', 2)).resolves.toBe(2)
  await lookAgain()
  await sees(inviter, '200 积分')
  const { rows } = await newcomer('points.history', { filter: 'all' })
  expect(rows.map(({ reason }) => reason)).toContain('朋友邀请，第一次来')
  await manager('counter.refund', { purchaseId, reason: '客人退货', what: { by: 'whole' } })
  await expect(counted('qualified', 1)).resolves.toBe(1)
  await lookAgain()
  await sees(inviter, '朋友退了单，奖励已收回')
})

test('nothing went wrong meanwhile, and every promise still holds', async () => {
  await Promise.all([inviter.close(), friend.close()])
  const { code } = await demo.command('selfcheck')
  expect({ code, faults }).toEqual({ code: 0, faults: [] })
})
