import type { Output } from '@huitou/shared/api'
import type { MallItem } from '@huitou/shared/mall/contract'
import { useCallback, useState } from 'react'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'

/**
 * One exchange from looking to having: which item is looked at, and what came of it. The item is taken from the list as it is now: after
 * "the price changed" the sheet must show the new one.
 */
export const useExchange = (items: readonly MallItem[] | null, onDone: () => void) => {
  const { busy, failure, run, clear } = useSend('mall.exchange')
  const [chosen, setChosen] = useState<MallItem | null>(null)
  const [open, setOpen] = useState(false)
  const [result, setResult] = useState<Output<'mall.exchange'> | null>(null)

  const look = useCallback(
    (looked: MallItem) => {
      clear()
      setResult(null)
      setChosen(looked)
      setOpen(true)
    },
    [clear],
  )
  const item = items?.find(({ id }) => id === chosen?.id) ?? chosen
  const close = useCallback(() => setOpen(false), [])

  const exchange = useCallback(async () => {
    if (item === null) return
    const answer = await run({ itemId: item.id, pointsSeen: item.points })
    if (answer) device.vibrate('done')
    setResult(answer)
    // A refusal is news for the list too: a new price, a last piece gone.
    onDone()
  }, [item, run, onDone])

  return { item, open, busy, failure, result, look, close, exchange }
}

export type Exchange = ReturnType<typeof useExchange>
