import type { Output } from '@huitou/shared/api'
import { drawQr } from '../../apps/miniapp/src/ui/code/draw'
import type { Reply, Responder } from '../../apps/miniapp/test/host/parts'
import { checks } from '../../apps/server/src/checks'
import { Codes } from '../../apps/server/src/domains/channel/entities'
import { Verifications } from '../../apps/server/src/domains/counter/entities'
import { Orders } from '../../apps/server/src/domains/mall/entities'
import { Members } from '../../apps/server/src/domains/member/entities'
import { runChecks } from '../../apps/server/src/platform/selfcheck/check'
import type { MemberClient } from '../../apps/server/test/people'
import { startWorld, type World } from '../../apps/server/test/world'
import { createPhones, toTab, type Phone } from './phones'

let world: World
let phones: ReturnType<typeof createPhones>
beforeAll(async () => {
  world = await startWorld()
  phones = createPhones(world)
})
afterEach(async () => {
  phones.endAll()
  const found = await runChecks(world.db.manager, checks, world.clock.now())
  expect(found.filter((one) => one.violations.length > 0)).toEqual([])
})
afterAll(() => world.stop())

const QR_MAX_PX = 200
/** The page looks every four seconds. */
const NOTICED_WITHIN_MS = 15_000
const BREAD = '海盐卷一个，60 积分，不限量'

const shows = (phone: Phone, ...words: string[]) => {
  for (const one of words) expect(phone.text()).toContain(one)
}

/** The same person on another device, past the screens. */
async function memberBehind(person: string): Promise<MemberClient> {
  const other = await world.visitor(person)
  const { member } = await other.must('member.me', {})
  if (!member) throw new Error(`${person} has not joined`)
  const { userId } = await world.db.manager.findOneByOrFail(Members, { id: member.id })
  return { ...other, memberId: member.id, userId: userId ?? '' }
}

/** The mini program is opened by the code at the till. */
async function scanAtTheTill(person: string) {
  const { scene } = await world.db.manager.findOneByOrFail(Codes, {
    storeId: world.shop.stores.wutong,
    kind: 'store',
  })
  return phones.start(person, { url: `/pages/landing/index?scene=${encodeURIComponent(scene)}` })
}

async function joins(phone: Phone) {
  shows(phone, '禾木烘焙', '梧桐路店', '新朋友见面礼')
  await phone.tap('微信一键加入')
  shows(phone, '请先看一眼并勾选')
  expect(phone.requestsOf('joining.join')).toEqual([])
  await phone.tap(phone.one('.consent-box'))
  await phone.tap('微信一键加入')
  shows(phone, '你是会员了，见面礼已到账', '见面礼券', '50 积分')
}

async function takesTheVisitBonus(phone: Phone) {
  await phone.tap(phone.byLabel('到店签到'))
  shows(phone, '到店积分已到账')
}

async function checksIn(phone: Phone) {
  await phone.tap('看看首页')
  expect(phone.current?.route).toBe('pages/home/index')
  await phone.tap(phone.byLabel('签到'))
  shows(phone, '签到成功，连签 1 天', `+${phone.answer('checkin.checkIn').points}`)
  await phone.tap('好的，收下')
  shows(phone, '已签到', '今天签过了，连签 1 天')
  expect(phone.text()).not.toContain('签到成功')
}

async function saysTheirName(phone: Phone, nickname: string) {
  await toTab(phone, 'me')
  await phone.tap(phone.byLabel('看我的资料'))
  await phone.input(phone.byLabel('昵称'), nickname)
  await phone.tap(phone.byLabel('存下'))
  await toTab(phone, 'me')
  shows(phone, nickname)
}

/** From the home page, by way of the points page, up to the sheet with the price. */
async function looksAtTheBread(phone: Phone) {
  await toTab(phone, 'points')
  await phone.tap(phone.byLabel('积分商城'))
  await phone.tap(phone.byLabel(BREAD))
  shows(phone, '确认兑换', '需要积分', '全部门店')
}

/** What a scanner gets from this screen: the picture must be the one of the code. */
function codeOnScreen(phone: Phone) {
  const { code, digits } = phone.answer('coupon.showCode')
  shows(phone, `${digits.slice(0, 4)} ${digits.slice(4)}`)
  const pictures = phone.all('.code-picture').map((node) => String(phone.attribute(node, 'style')))
  expect(pictures.filter((style) => style.includes(drawQr(code, QR_MAX_PX).uri))).toHaveLength(1)
  return code
}

/** A manager makes the invitation on her phone, the clerk accepts it on his. */
async function invitedClerk() {
  const { session } = await world.staff('manager')
  const manager = await phones.start('manager', {
    storage: new Map([['huitou:tokens', session]]),
    url: '/pages/me/index',
  })
  await manager.tap('店员工作台')
  await manager.tap('店员')
  expect(manager.current?.route).toBe('staff/team/index')
  await manager.tap('邀请店员')
  await manager.input(manager.byLabel('店员的称呼'), '小方')
  await manager.tap(manager.byLabel('生成邀请码'))
  const { code } = manager.answer('staff.invite')
  expect(manager.byLabel(`邀请码 ${code.split('').join(' ')}`)).toBeTruthy()

  const clerk = await phones.start('fang', { url: `/staff/invite/index?code=${code}` })
  await clerk.tap(clerk.byLabel('接受邀请，去上岗'))
  expect(clerk.current?.route).toBe('staff/workbench/index')
  shows(clerk, '梧桐路店', '店员 小方', '今天还没有记录')
  return clerk
}

async function verifies(clerk: Phone, code: string) {
  clerk.hold(code)
  await clerk.tap(clerk.byLabel('扫会员码、券码或取货码'))
  expect(clerk.current?.route).toBe('staff/result/index')
  shows(clerk, '可以用', '海盐卷一个', '林**', '普卡')
  expect(clerk.text()).not.toContain('林小满')
  expect(clerk.requestsOf('counter.verify')).toEqual([])
  await clerk.tap(clerk.byLabel('确认核销'))
  shows(clerk, '已核销', '海盐卷一个', '林**', '梧桐路店', '小方')
}

test('scan, join, check in, exchange, show the code, verify: on two phones, by tapping', async () => {
  const customer = await scanAtTheTill('newcomer')
  await joins(customer)
  await takesTheVisitBonus(customer)
  await checksIn(customer)
  await saysTheirName(customer, '林小满')

  const other = await memberBehind('newcomer')
  const earned = 50 + customer.answer('checkin.visitStore').points + customer.answer('checkin.checkIn').points
  expect((await other.must('points.balance', {})).available).toBe(earned)

  await looksAtTheBread(customer)
  await customer.tap('用 60 积分兑换')
  shows(customer, '换好了', '扣了积分', '−60', '还剩积分')
  await customer.tap('看看这张券')
  expect(customer.current?.route).toBe('coupon/detail/index')
  const { coupon } = customer.answer('mall.exchange')

  const clerk = await invitedClerk()
  expect(customer.text()).not.toContain('已使用')
  await verifies(clerk, codeOnScreen(customer))
  // Nobody touched the customer's phone: it finds out by itself.
  await customer.until(() => customer.text().includes('已使用'), NOTICED_WITHIN_MS)
  await toTab(customer, 'coupons')
  await customer.tap(customer.byLabel('已使用'))
  shows(customer, '海盐卷一个', '梧桐路店')
  expect(customer.all('.ticket-stamp').map((node) => node.textContent)).toEqual(['已使用'])
  await clerk.tap(clerk.byLabel('回工作台'))
  expect(clerk.text()).not.toContain('今天还没有记录')

  expect((await other.must('points.balance', {})).available).toBe(earned - 60)
  const { rows } = await other.must('points.history', { filter: 'all' })
  expect(rows.reduce((sum, row) => sum + row.points, 0)).toBe(earned - 60)
  const used = await other.must('coupon.list', { tab: 'used' })
  expect(used.rows).toMatchObject([{ id: coupon.id, usedStore: '梧桐路店' }])
  const { totals, mine } = clerk.answer('counter.day')
  expect(totals).toMatchObject({ verified: 1, undone: 0, refused: 0, purchases: 0 })
  expect(mine).toMatchObject({ verified: 1, undone: 0 })
  const verified = await world.db.manager.find(Verifications)
  expect(verified).toMatchObject([
    { couponId: coupon.id, memberId: other.memberId, storeId: world.shop.stores.wutong, live: 1 },
  ])
})

/** A line that goes dead after the server has done what was asked. `swallowed` is the answer that nobody got. */
function deadLine(name: string) {
  const kept: { swallowed: Reply | null } = { swallowed: null }
  const line =
    (server: Responder): Responder =>
    async (request) => {
      const reply = await server(request)
      if (request.name !== name) return reply
      kept.swallowed = reply
      return 'silence'
    }
  return { kept, line }
}

test('the answer to an exchange is lost and the app killed: started again, it gets the same answer for the one order', async () => {
  const hurried = await world.member('hurried')
  await world.setBalance(hurried, 330)
  const orders = () => world.db.manager.countBy(Orders, { memberId: hurried.memberId })

  const { kept, line } = deadLine('mall.exchange')
  const killed = await phones.start('hurried', { line })
  await looksAtTheBread(killed)
  const tapping = killed.tap('用 60 积分兑换')
  await killed.until(() => kept.swallowed !== null)
  expect(killed.text()).not.toContain('换好了')
  killed.dispose()
  killed.phone.pending = 0
  await tapping
  expect(await orders()).toBe(1)

  const again = await phones.start('hurried', { storage: killed.phone.storage })
  await looksAtTheBread(again)
  await again.tap('用 60 积分兑换')
  shows(again, '换好了', '270')
  const [lost, repeated] = [killed, again].map((phone) => phone.requestsOf('mall.exchange'))
  expect(repeated).toMatchObject([
    { data: lost?.[0]?.data, header: { 'idempotency-key': lost?.[0]?.header['idempotency-key'] } },
  ])
  expect(kept.swallowed).toMatchObject({ statusCode: 200, data: again.answer('mall.exchange') })
  expect(await orders()).toBe(1)
  expect((await hurried.must('points.balance', {})).available).toBe(270)
  expect((await hurried.must('coupon.list', { tab: 'unused' })).counts).toEqual({
    unused: 2,
    used: 0,
    expired: 0,
  })

  // A wish whose answer came is over: the next one is a new order.
  await again.tap(again.byLabel('关闭'))
  await looksAtTheBread(again)
  await again.tap('用 60 积分兑换')
  shows(again, '换好了', '210')
  expect(await orders()).toBe(2)
  const [first, second] = await world.db.manager.findBy(Orders, { memberId: hurried.memberId })
  expect((kept.swallowed as unknown as { data: Output<'mall.exchange'> }).data.order.id).toBe(first?.id)
  expect(again.answer('mall.exchange').order.id).toBe(second?.id)
})

test('the answer to a check-in is lost: tomorrow’s tap is a check-in of tomorrow, not yesterday’s answer', async () => {
  const sleepy = await world.member('sleepy')
  const { kept, line } = deadLine('checkin.checkIn')
  const killed = await phones.start('sleepy', { line })
  const tapping = killed.tap(killed.byLabel('签到'))
  await killed.until(() => kept.swallowed !== null)
  killed.dispose()
  killed.phone.pending = 0
  await tapping

  world.clock.advance(86_400_000)
  const again = await phones.start('sleepy', { storage: killed.phone.storage })
  await again.tap(again.byLabel('签到'))
  shows(again, '签到成功，连签 2 天')
  await sleepy.relogin()
  expect(await sleepy.must('checkin.status', {})).toMatchObject({ checkedInToday: true, streak: 2 })
})
