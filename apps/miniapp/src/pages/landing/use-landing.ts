import type { Output } from '@huitou/shared/api'
import { useCallback, useEffect, useState } from 'react'
import { useSend } from '../../kit/use-send'

export type Landing = Output<'joining.landing'>
export type Gifts = Output<'joining.join'>['gifts']

/** What stands behind the scanned code. A code that is no longer in use still opens the page, without a place. */
export const useLanding = (scene: string | null) => {
  const { failure, run } = useSend('joining.landing')
  const [landing, setLanding] = useState<Landing | null>(null)
  const [gifts, setGifts] = useState<Gifts | null>(null)
  const load = useCallback(() => {
    void run(scene === null ? {} : { scene }).then((answer) => {
      if (answer) setLanding(answer)
    })
  }, [run, scene])
  useEffect(load, [load])
  return { landing, failure, gifts, load, setGifts }
}
