import type { MyReview } from '@huitou/shared/review/contract'
import { useState } from 'react'
import { useFailureSaid } from '../../features/asked/use-failure-said'
import { useAskToBeTold } from '../../kit/ask-to-be-told'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'
import { paragraphOf } from '../../ui/field/area'
import { say } from '../../ui/toast'

type Scores = Readonly<Record<string, number>>

const scoresOf = (before: MyReview | null): Scores =>
  Object.fromEntries((before?.scores ?? []).map(({ aspect, score }) => [aspect, score]))

const thanks = ({ points, pointsWait }: { points: number; pointsWait: boolean }) => {
  if (pointsWait) return '谢谢，已发给店里。积分核对好了就到'
  return points > 0 ? `谢谢，已发给店里，+${points} 积分` : '谢谢，已发给店里'
}

/** A review while it is being written, or written anew. */
export const useReview = (
  purchaseId: string,
  aspects: readonly string[],
  before: MyReview | null,
  onSent: () => void,
) => {
  const [scores, setScores] = useState<Scores>(() => scoresOf(before))
  const [text, setText] = useState(before?.text ?? '')
  const write = useSend('review.write')
  const change = useSend('review.change')
  const { ask } = useAskToBeTold('review.write')
  const { busy, failure, run } = before ? change : write
  useFailureSaid(failure)

  const send = async () => {
    // First in the tap: WeChat opens its question only then.
    if (!before) ask()
    const said = paragraphOf(text)
    const done = await run({
      ...{ purchaseId, text: said === '' ? null : said },
      scores: aspects.map((aspect) => ({ aspect, score: scores[aspect] ?? 0 })),
    })
    device.vibrate(done ? 'done' : 'refused')
    if (done) {
      say(before ? '改好了' : thanks(done))
      onSent()
    }
  }

  const setScore = (aspect: string, score: number) => setScores((all) => ({ ...all, [aspect]: score }))
  return { scores, setScore, text, setText, busy, send }
}
