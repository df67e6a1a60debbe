import type { Page } from 'playwright-core'
import { sees, tap } from './phone'
import type { Scenes } from './scenes'
import { at, refused, type Screen } from './screen'

const INVITE = 'invite/index'
const EARN = 'invite/earn/index'
const friendOf = ({ inviteScene }: Scenes) => `invite/friend/index?scene=${encodeURIComponent(inviteScene)}`
const fromOf = ({ earnScene }: Scenes) => `invite/from/index?scene=${encodeURIComponent(earnScene)}`

/** As on a phone without a canvas: the server's picture stands in. The other screens draw again. */
async function plainPoster(page: Page) {
  await page.evaluate(
    'window.drawing = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext = () => null',
  )
  try {
    await tap(page, '生成海报')
    await page.getByLabel('小程序码图片').waitFor()
    await sees(page, '复制文案')
  } finally {
    await page.evaluate('HTMLCanvasElement.prototype.getContext = window.drawing')
  }
}

/** What 林小满 finds, who has invited three. */
export const inviteScreens: readonly Screen[] = [
  at(INVITE, 'invite'),
  at(INVITE, 'invite: poster', async (page) => {
    await tap(page, '生成海报')
    await page.getByLabel('带小程序码的海报').waitFor()
  }),
  at(`${INVITE}?n=2`, 'invite: poster of a phone that cannot draw', plainPoster),
  at(`${INVITE}?n=1`, 'invite: appeal', (page) => tap(page, /申诉$/)),
  at(friendOf, 'invitation of one’s own'),
  refused('invite/friend/index?scene=i%3Anothing', 'invitation that is none'),
  at('invite/friend/index', 'invitation without a card'),
  at(EARN, 'distribution'),
  at(`${EARN}?n=1`, 'distribution: pay-out', (page) => tap(page, '申请提现')),
  at(`${EARN}?n=2`, 'distribution: code', async (page) => {
    await tap(page, '出示我的码')
    await page.getByLabel('推荐码图片').waitFor()
  }),
  at(fromOf, 'distributor of a member'),
  at('invite/from/index', 'distributor without a card'),
]

/** What a friend finds who is no member. */
export const inviteScreensOfVisitor: readonly Screen[] = [
  at(INVITE, 'invite of a visitor'),
  at(friendOf, 'invitation of a visitor', (page) => sees(page, '微信一键加入')),
  at(EARN, 'distribution of a visitor'),
  at(fromOf, 'distributor of a visitor', (page) => sees(page, '微信一键加入')),
]
