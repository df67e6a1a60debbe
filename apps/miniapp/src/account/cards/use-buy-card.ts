import type { Output } from '@huitou/shared/api'
import { useCallback, useState } from 'react'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'
import type { CardOffer } from './offer-card'

/** One purchase of a card with points: which one is looked at, and what came of it. */
export const useBuyCard = (onDone: () => void) => {
  const { busy, failure, run, clear } = useSend('tier.buyCard')
  const [offer, setOffer] = useState<CardOffer | null>(null)
  const [open, setOpen] = useState(false)
  const [result, setResult] = useState<Output<'tier.buyCard'> | null>(null)

  const look = useCallback(
    (looked: CardOffer) => {
      clear()
      setResult(null)
      setOffer(looked)
      setOpen(true)
    },
    [clear],
  )
  const close = useCallback(() => setOpen(false), [])
  const buy = useCallback(async () => {
    if (offer === null) return
    const answer = await run({ cardId: offer.cardId, pointsSeen: offer.points })
    if (answer) device.vibrate('done')
    setResult(answer)
    onDone()
  }, [offer, run, onDone])

  return { offer, open, busy, failure, result, look, close, buy }
}

export type BuyingCard = ReturnType<typeof useBuyCard>
