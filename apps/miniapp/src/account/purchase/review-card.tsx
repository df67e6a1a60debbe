import type { Day } from '@huitou/shared/kit/day'
import { useState } from 'react'
import { AgainRow } from '../../features/asked/again-row'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Skeleton } from '../../ui/state/skeleton'
import { ReviewForm } from './review-form'
import { ReviewSaid } from './review-said'

const BONES = [220] as const

/** What the member has to say of this purchase, or has said. Nothing stands here where nothing is asked. */
export const ReviewCard = ({ purchaseId, today }: { purchaseId: string; today: Day | null }) => {
  const asked = useAsk('review.mine', { purchaseId })
  const [changing, setChanging] = useState(false)
  if (asked.state === 'loading') return <Skeleton heights={BONES} />
  if (asked.data === null)
    return (
      <Card className="top12">
        <AgainRow what="评价" asked={asked} />
      </Card>
    )
  const { mayWrite, review, aspects, points } = asked.data
  const onSent = () => {
    setChanging(false)
    void asked.reload()
  }
  const form = { purchaseId, aspects, onSent }
  if (review && changing)
    return <ReviewForm key="change" {...form} points={0} before={review} onBack={() => setChanging(false)} />
  if (review) return <ReviewSaid review={review} today={today} onChange={() => setChanging(true)} />
  return mayWrite ? <ReviewForm key="new" {...form} points={points} before={null} /> : null
}
