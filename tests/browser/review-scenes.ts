import type { Demo } from './demo-server'
import { must } from './must'
import { personOf } from './person'

export type Reviewed = {
  /** Bought, said and answered. */
  answeredId: string
}

/** 林小满 says how the purchase before her last one was, and 周 answers. */
export async function setReviews({ url }: Demo, lastId: string): Promise<Reviewed> {
  const member = await personOf(url, 'xiaoman')
  const manager = await personOf(url, 'zhou')
  const { purchases } = await member('review.waiting', {})
  const { purchaseId } = must(
    purchases.find((one) => one.purchaseId !== lastId),
    'purchase to review',
  )
  const { aspects } = await member('review.mine', { purchaseId })
  const scores = aspects.map((aspect, index) => ({ aspect, score: 5 - index }))
  const text = '面包还是热的，就是靠窗的位子坐满了，等了一会儿。'
  const { reviewId } = await member('review.write', { purchaseId, scores, text })
  await manager('review.reply', { reviewId, words: '谢谢您。周末人多，下次提前说一声，给您留靠窗的位子。' })
  return { answeredId: purchaseId }
}
