import type { Day } from '@huitou/shared/kit/day'
import type { ShopReview } from '@huitou/shared/review/console-contract'
import { View } from '@tarojs/components'
import { ScoresShown } from '../../features/review/scores-shown'
import { momentText } from '../../kit/time'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { Btn } from '../../ui/press/btn'
import './review-row.scss'

const Marks = ({ review: { low, refunded } }: { review: ShopReview }) => (
  <View className="row gap8">
    {refunded ? <Chip text="已退款" tone="warn" /> : null}
    {low ? <Chip text="低分" tone="danger" /> : null}
  </View>
)

const Reply = ({ reply, when }: { reply: NonNullable<ShopReview['reply']>; when: (at: string) => string }) => (
  <View className="review-answer top12">
    <View className="t12 ink-3">{`${reply.by} 回复 · ${when(reply.at)}`}</View>
    <View className="t15 top4">{reply.words}</View>
  </View>
)

type ReviewRowProps = { review: ShopReview; today: Day | null; onReply: (review: ShopReview) => void }

export const ReviewRow = ({ review, today, onReply }: ReviewRowProps) => {
  const { memberName, scores, text, receiptNo, at, changed, reply, noReply } = review
  const when = (moment: string) => (today === null ? '' : momentText(moment, today))
  return (
    <Card className="top12" title={memberName} end={<Marks review={review} />}>
      <ScoresShown scores={scores} />
      {text === null ? null : <View className="t15 top8 review-said">{text}</View>}
      <View className="t12 ink-3 top8 review-said">{`${when(at)}${changed ? '（改过）' : ''} · 小票 ${receiptNo}`}</View>
      {reply ? <Reply reply={reply} when={when} /> : null}
      {noReply === null ? (
        <View className="row gap8 top12">
          <Btn
            label={reply ? '改回复' : '回复'}
            kind={reply ? 'line' : 'soft'}
            size="small"
            onPress={() => onReply(review)}
          />
        </View>
      ) : reply ? null : (
        <View className="t12 ink-3 top8">{noReply}</View>
      )}
    </Card>
  )
}
