import { useEffect, useState } from 'react'
import { asCallFailed, CallFailed } from '../../kit/call/failure'
import type { Poster } from './paint-poster'
import { drawPoster } from './poster-canvas'

/** Some phones never say that they cannot draw. */
const PATIENCE_MS = 8000

export type PosterSource = {
  /** What to draw; null where it could not be had. Must stay the same between renders. */
  get: () => Promise<Poster | null>
  /** Why it could not be had. */
  failure: CallFailed | null
}

const tooLate = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new CallFailed('internal', '海报没有画成，再画一次试试')), PATIENCE_MS)
  })

/** Drawn when it is first asked for: the code comes from WeChat. `plain`: this phone could not draw it, and the server's picture stands in. */
export const usePoster = (open: boolean, { get, failure }: PosterSource) => {
  const [file, setFile] = useState<string | null>(null)
  const [plain, setPlain] = useState<Poster | null>(null)
  const [undrawn, setUndrawn] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!open || file !== null) return
    setUndrawn(null)
    setPlain(null)
    void get().then(async (poster) => {
      if (poster === null) return
      await Promise.race([drawPoster(poster), tooLate()]).then(setFile, (thrown: unknown) => {
        const { detail } = asCallFailed(thrown)
        if (poster.picture === undefined) setUndrawn(detail)
        else setPlain(poster)
      })
    })
    // Another round is another try; what was drawn stays.
  }, [open, round, file, get])
  return {
    ...{ file, plain, failed: undrawn ?? failure?.detail ?? null },
    redraw: () => setRound((before) => before + 1),
    /** The server's picture did not arrive either. */
    lost: () => {
      setPlain(null)
      setUndrawn('海报没有画成，再画一次试试')
    },
  }
}
