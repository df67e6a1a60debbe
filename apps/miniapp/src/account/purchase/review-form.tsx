import type { MyReview } from '@huitou/shared/review/contract'
import { STAR_WORDS } from '@huitou/shared/review/word-rules'
import { View } from '@tarojs/components'
import { Card } from '../../ui/block/card'
import { Area } from '../../ui/field/area'
import { Btn } from '../../ui/press/btn'
import { Stars } from '../../ui/stars/stars'
import './review.scss'
import { useReview } from './use-review'

const TEXT_MAX = 200

type AspectProps = { aspect: string; score: number; onChange: (score: number) => void }

const Aspect = ({ aspect, score, onChange }: AspectProps) => (
  <View className="review-aspect">
    <View className="review-name">
      <View className="t15 nowrap">{aspect}</View>
      <View className="t12 ink-3 review-word">{score === 0 ? '' : STAR_WORDS[score - 1]}</View>
    </View>
    <Stars label={aspect} score={score} onChange={onChange} />
  </View>
)

type ReviewFormProps = {
  purchaseId: string
  aspects: readonly string[]
  /** What it gives, whatever is said. */
  points: number
  before: MyReview | null
  onSent: () => void
  onBack?: () => void
}

const promise = (points: number) =>
  points > 0 ? `只有店里看得到。说好说坏都得 ${points} 积分` : '只有店里看得到，说好说坏都可以'

/** Stars for each thing the shop asks about, and what else there is to say. */
export const ReviewForm = ({ purchaseId, aspects, points, before, onSent, onBack }: ReviewFormProps) => {
  const { scores, setScore, text, setText, busy, send } = useReview(purchaseId, aspects, before, onSent)
  const missing = aspects.find((aspect) => !scores[aspect])
  return (
    <Card className="top12" title={before ? '改一改评价' : '这次怎么样'}>
      <View className="t12 ink-3">{before ? '积分不会变' : promise(points)}</View>
      {aspects.map((aspect) => (
        <Aspect
          key={aspect}
          aspect={aspect}
          score={scores[aspect] ?? 0}
          onChange={(score) => setScore(aspect, score)}
        />
      ))}
      <View className="top8">
        <Area label="还想说的" placeholder="还想说点什么，可以不写" max={TEXT_MAX} value={text} onChange={setText} />
      </View>
      <View className="row gap8 top12">
        {onBack ? <Btn label="不改了" kind="line" size="medium" onPress={onBack} /> : null}
        <View className="grow">
          <Btn
            label={missing === undefined ? '发给店里' : `给${missing}打个分`}
            size="medium"
            busy={busy}
            disabled={missing !== undefined}
            onPress={() => void send()}
          />
        </View>
      </View>
    </Card>
  )
}
