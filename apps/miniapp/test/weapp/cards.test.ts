/** @jest-environment jsdom */
import { fixtures } from '../host/responder'
import { quietMorning } from './answers'
import { endAll, start } from './start'

afterEach(endAll)

const CARDS = ['coupon/detail/index?couponId=1', 'groupbuy/order/index?orderId=1', 'groupbuy/team/index?scene=g.1']

// Taro compiles the hook of a share button only where the page's config asks for it: without, WeChat sends the page's own address.
test.each([...CARDS, 'gathering/show/index?gatheringId=1', 'staff/invite/index'])(
  '%s can make a card of its own',
  async (page) => {
    const host = start(fixtures(quietMorning))
    host.open(`/${page}`)
    await host.settle()
    expect(host.current?.instance.onShareAppMessage).toBeInstanceOf(Function)
  },
)

test.each(CARDS.slice(0, 2))('%s is nobody else’s: WeChat’s menu does not forward it', async (page) => {
  const host = start(fixtures(quietMorning))
  host.open(`/${page}`)
  await host.settle()
  expect(host.phone.calls.map(([name]) => name)).toContain('hideShareMenu')
})
