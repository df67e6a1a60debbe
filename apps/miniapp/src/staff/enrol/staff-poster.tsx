import { useCallback } from 'react'
import { PosterSheet } from '../../features/poster/poster-sheet'
import { useBrand } from '../../kit/session'
import { useSend } from '../../kit/use-send'

type Props = { name: string; offer: string; open: boolean; onClose: () => void }

/** A picture for one's own circle of friends: one's own code, the shop, and what joining gives now. */
export const StaffPoster = ({ name, offer, open, onClose }: Props) => {
  const { failure, run } = useSend('channel.myCode')
  const brand = useBrand((known) => known.brand?.name ?? '')
  const get = useCallback(async () => {
    const drawn = await run({})
    return drawn && { image: drawn.image, inviter: name, brand, words: offer, foot: drawn.code.storeName }
  }, [run, name, brand, offer])
  return <PosterSheet {...{ open, onClose, get, failure }} />
}
