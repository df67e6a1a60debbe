import type { ShopReview } from '@huitou/shared/review/console-contract'
import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { ScoresShown } from '../../features/review/scores-shown'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'
import { Area, paragraphOf } from '../../ui/field/area'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { FailureNote } from '../counter/failure-note'
import './review-row.scss'

const WORDS_MAX = 100

type ReplyProps = { review: ShopReview | null; onClose: () => void; onReplied: () => void }

/** One reply, which the member is told. */
export const ReplySheet = ({ review, onClose, onReplied }: ReplyProps) => {
  // The form stays while the sheet leaves.
  const last = useRef(review)
  if (review) last.current = review
  const shown = last.current
  return (
    <Sheet title={`回复${shown?.memberName ?? ''}`} open={review !== null} onClose={onClose}>
      {shown ? <Form key={shown.reviewId} review={shown} onReplied={onReplied} /> : null}
    </Sheet>
  )
}

const Form = ({ review, onReplied }: { review: ShopReview; onReplied: () => void }) => {
  const [typed, setTyped] = useState(review.reply?.words ?? '')
  const { busy, failure, run } = useSend('review.reply')
  const words = paragraphOf(typed)
  const reply = async () => {
    const done = await run({ reviewId: review.reviewId, words })
    device.vibrate(done ? 'done' : 'refused')
    if (done) onReplied()
  }
  return (
    <View>
      <ScoresShown scores={review.scores} />
      {review.text === null ? null : <View className="t15 top8 review-said">{review.text}</View>}
      <View className="top12">
        <Area label="回复" placeholder="谢谢您告诉我们……" max={WORDS_MAX} value={typed} onChange={setTyped} />
      </View>
      <FailureNote failure={failure} />
      <View className="top16">
        <Btn label="发给客人" size="large" busy={busy} disabled={words === ''} onPress={() => void reply()} />
      </View>
      <View className="t12 ink-3 center top8">客人会收到提醒。一天内可以改</View>
    </View>
  )
}
