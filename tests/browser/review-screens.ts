import { sees, tap, tapTab } from './phone'
import { at, type Screen } from './screen'
import type { Scenes } from './scenes'

const PURCHASES = 'account/purchases/index'

const bought = ({ purchaseId }: Scenes) => `account/purchase/index?purchaseId=${purchaseId}&n=review`
const answered = ({ answeredId }: Scenes) => `account/purchase/index?purchaseId=${answeredId}`
const reviewsOf = ({ storeId }: Scenes) => `staff/reviews/index?storeId=${storeId}`

/** What a member says of what they bought. */
export const reviewScreens: readonly Screen[] = [
  at(bought, 'purchase: to review', async (page) => {
    await page.getByRole('radio', { name: /^味道 2 星/ }).click()
    await sees(page, '给服务打个分')
  }),
  at(answered, 'purchase: reviewed and answered', (page) => sees(page, '店里的回复')),
  at(`${PURCHASES}?n=1`, 'purchases: to review', async (page) => {
    await tapTab(page, /^待评价/)
    await sees(page, '前可以评')
  }),
]

/** What who runs the store reads and answers. */
export const reviewScreensOfManager: readonly Screen[] = [
  at(reviewsOf, 'reviews of a store', (page) => sees(page, '低分')),
  at(reviewsOf, 'reviews of a store: low', async (page) => {
    await tapTab(page, /^低分$/)
    await sees(page, '拿铁有点凉了')
  }),
  at(
    (scenes) => `${reviewsOf(scenes)}&n=1`,
    'reviews of a store: reply',
    async (page) => {
      await tap(page, '回复')
      await sees(page, '发给客人')
    },
  ),
]

export const reviewScreensOfClerk: readonly Screen[] = [
  at(reviewsOf, 'reviews that a clerk does not see', (page) => sees(page, '这一页店长看')),
]
