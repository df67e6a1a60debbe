import { checks } from '../../apps/server/src/checks'
import { GroupOrders } from '../../apps/server/src/domains/groupbuy/entities'
import { runChecks } from '../../apps/server/src/platform/selfcheck/check'
import { startWorld, type World } from '../../apps/server/test/world'
import { createPhones, toTab, type Phone } from './phones'

let world: World
let phones: ReturnType<typeof createPhones>
let activityId: string
beforeAll(async () => {
  world = await startWorld()
  phones = createPhones(world)
  activityId = await putOnSale()
})
afterEach(async () => {
  phones.endAll()
  const found = await runChecks(world.db.manager, checks, world.clock.now())
  expect(found.filter((one) => one.violations.length > 0)).toEqual([])
})
afterAll(() => world.stop())

const NOTICED_WITHIN_MS = 15_000
const VOUCHER = '盒子一份'

const shows = (phone: Phone, ...words: string[]) => {
  for (const one of words) expect(phone.text()).toContain(one)
}

/** A box of cake for two, 19.9 yuan, 15.9 for who opens; and templates to tell of teams with. */
async function putOnSale() {
  const owner = await world.operator()
  const { template } = await owner.must('coupon.saveTemplate', {
    id: null,
    template: {
      ...{ name: VOUCHER, kind: 'exchange', itemName: VOUCHER, validDays: 14 },
      ...{ channel: 'internal', giftable: false },
    },
  })
  await owner.must('coupon.activate', { id: template.id })
  const { activity } = await owner.must('groupbuy.saveActivity', {
    id: null,
    body: {
      ...{ name: '草莓奶油盒子', templateId: template.id, singlePriceFen: 3200, stockTotal: 10 },
      ...{ organiser: '禾木烘焙', contact: '021-6000 0018' },
      prices: [{ size: 2, priceFen: 1990, leaderPriceFen: 1590 }],
    },
  })
  await owner.must('groupbuy.publish', { activityId: activity.id })
  // Told at whatever hour this runs.
  await owner.must('notify.savePolicy', { quiet: { from: 0, until: 0 }, perDay: 50, perWeek: 200 })
  for (const topic of ['joined', 'succeeded'] as const) {
    const templateId = `tpl-${topic}`
    await world.control('templates', { id: templateId, title: topic, fields: { thing1: 'thing', thing2: 'thing' } })
    const fields = { thing1: 'name', thing2: 'note' }
    await owner.must('notify.saveTemplate', { topic: `groupbuy.${topic}`, templateId, fields, enabled: true })
  }
  return activity.id
}

const toActivity = () => `/groupbuy/detail/index?activityId=${activityId}`

async function opensTeam(phone: Phone) {
  shows(phone, '草莓奶油盒子', '到时间人没齐，付的钱全部原路退回', '主办：禾木烘焙')
  await phone.tap('我来开团')
  shows(phone, '比单买省 16.1 元', '没凑齐，钱原路全额退回')
  await phone.tap('开 2 人团，去付 15.9 元')
  expect(phone.current?.route).toBe('groupbuy/order/index')
  shows(phone, '这份给你留着')
}

/** The card that goes to a friend, as WeChat asks the page for it. */
function cardOf(phone: Phone) {
  const page = phone.current?.instance as { onShareAppMessage?(event: object): { title: string; path: string } }
  const card = page.onShareAppMessage?.({ from: 'button' })
  if (!card) throw new Error('this page has no card')
  return card
}

const becomes = (phone: Phone, words: string) => phone.until(() => phone.text().includes(words), NOTICED_WITHIN_MS)

async function findsVoucher(phone: Phone) {
  await toTab(phone, 'coupons')
  shows(phone, VOUCHER)
  const { rows } = phone.answer('coupon.list')
  expect(rows.filter(({ face }) => face.name === VOUCHER)).toMatchObject([{ state: 'unused' }])
}

test('open, close the sheet, pay, share; a friend joins by the card and pays: both have their voucher', async () => {
  await world.member('leader')
  const leader = await phones.start('leader', { url: toActivity() })
  await opensTeam(leader)
  expect(leader.asked).toEqual([])

  leader.decide('cancel')
  await leader.tap('付 15.9 元')
  shows(leader, '这份给你留着')
  expect(leader.answer('payment.result').state).toBe('waiting')
  // A closing sheet is the one moment without a tap in which WeChat lets the app ask.
  expect(leader.asked).toEqual([['tpl-joined', 'tpl-succeeded']])
  leader.decide('pay')
  await leader.tap('付 15.9 元')
  await becomes(leader, '还差 1 人成团')
  shows(leader, '已付款，还差 1 人', '喊朋友来拼')
  const { title, path } = cardOf(leader)
  expect(title).toBe('还差 1 人，19.9 元一起拼「草莓奶油盒子」')

  const friend = await phones.start('friend', { url: path })
  shows(friend, '还差 1 人成团', '等你来')
  await friend.tap(friend.one('.consent-box'))
  await friend.tap('入会并参团')
  shows(friend, '万一付款时别人先凑齐了', '付款时团要是满了，钱原路全额退回')
  await friend.tap('付 19.9 元参团')
  await friend.tap('付 19.9 元')
  await becomes(friend, '人齐了，成团')
  // Nobody touched the leader's phone: it finds out by itself.
  await becomes(leader, '人齐了，成团')
  await becomes(leader, '到店出示券码就能拿')
  await becomes(friend, '到店出示券码就能拿')

  await findsVoucher(leader)
  await findsVoucher(friend)
  expect(friend.asked).toEqual([['tpl-joined', 'tpl-succeeded']])
  expect(leader.requestsOf('groupbuy.open')).toHaveLength(1)
  const orders = await world.db.manager.find(GroupOrders, { order: { id: 'ASC' } })
  expect(orders.map(({ state, priceFen, isLeader }) => [state, priceFen, isLeader])).toEqual([
    ['won', 1590, true],
    ['won', 1990, false],
  ])
})

test('the phone goes dark after paying, before the app hears of it: started again, the order is paid', async () => {
  const hurried = await world.member('hurried')
  const dark = await phones.start('hurried', { url: toActivity() })
  await opensTeam(dark)
  dark.decide('pay and gone')
  await dark.tap('付 15.9 元')
  expect(dark.requestsOf('payment.result')).toEqual([])
  dark.dispose()

  const again = await phones.start('hurried', { storage: dark.phone.storage, url: '/groupbuy/mine/index' })
  await again.tap(again.one('.group-order'))
  await becomes(again, '已付款，还差 1 人')
  expect(again.requestsOf('payment.prepare')).toEqual([])
  expect(await world.db.manager.countBy(GroupOrders, { memberId: hurried.memberId })).toBe(1)
  await again.tap('退出这个团')
  shows(again, '15.9 元原路退回，位子让给别人')
  await again.tap('确认退出')
  await becomes(again, '你退出了这个团，¥15.90')
})
