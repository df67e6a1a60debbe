import type { ShownGathering } from '@huitou/shared/gathering/contract'
import { useState } from 'react'
import { useAskToBeTold } from '../../kit/ask-to-be-told'
import { useSend } from '../../kit/use-send'
import { answersOf, faultsOf, withAnswer, type Draft } from './answers'

/** What was filled in, what is missing, and taking the place. */
export const useSignUp = ({ gatheringId, questions }: ShownGathering, onDone: (taken: boolean) => Promise<void>) => {
  const [draft, setDraft] = useState<Draft>([])
  const [agreed, setAgreed] = useState(false)
  /** How often it was tried with something missing. */
  const [missed, setMissed] = useState(0)
  const { ask } = useAskToBeTold('gathering.ticket')
  const { busy, failure, run } = useSend('gathering.signUp')
  const answers = answersOf(questions, draft)
  const faults = faultsOf(questions, answers)
  // Where nothing is asked there is nothing to agree to: pressing the button says all.
  const mayGo = faults.length === 0 && (agreed || questions.length === 0)
  const signUp = async () => {
    if (!mayGo) {
      setMissed((before) => before + 1)
      return
    }
    // First into the tap (R10).
    ask()
    await onDone((await run({ gatheringId, answers, agreed: true })) !== null)
  }
  return {
    ...{ draft, agreed, missed, busy, failure, signUp },
    faults: missed > 0 ? faults : [],
    toggle: () => setAgreed((before) => !before),
    answer: (at: number, answer: readonly string[]) =>
      setDraft((before) => withAnswer(before, at, answer, questions.length)),
  }
}
