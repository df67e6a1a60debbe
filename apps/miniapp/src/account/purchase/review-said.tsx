import type { Day } from '@huitou/shared/kit/day'
import type { MyReview } from '@huitou/shared/review/contract'
import { View } from '@tarojs/components'
import { ScoresShown } from '../../features/review/scores-shown'
import { momentText } from '../../kit/time'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { Btn } from '../../ui/press/btn'
import './review.scss'

const Given = ({ review: { points, pointsWait, refunded } }: { review: MyReview }) => {
  if (refunded) return <Chip text="已退款" tone="warn" />
  if (pointsWait) return <Chip text="积分待到账" tone="info" />
  return points > 0 ? <Chip text={`+${points} 积分`} tone="ok" /> : null
}

type ReviewSaidProps = { review: MyReview; today: Day | null; onChange: () => void }

/** What the member has said, and what the shop has answered. */
export const ReviewSaid = ({ review, today, onChange }: ReviewSaidProps) => {
  const { scores, text, changeUntil, reply } = review
  const when = (at: string) => (today === null ? '' : momentText(at, today))
  return (
    <Card className="top12" title="我的评价" end={<Given review={review} />}>
      <ScoresShown scores={scores} />
      {text === null ? null : <View className="t15 top8 review-text">{text}</View>}
      {reply ? (
        <View className="review-reply top12">
          <View className="t12 ink-3">{`店里的回复 · ${when(reply.at)}`}</View>
          <View className="t15 top4">{reply.words}</View>
        </View>
      ) : null}
      {changeUntil === null ? null : (
        <View className="row between gap8 wrap top12">
          <View className="t12 ink-3">{`${when(changeUntil)}前可以改，店里回复了就不能改`}</View>
          <Btn label="改一下" kind="line" size="small" onPress={onChange} />
        </View>
      )}
    </Card>
  )
}
