import { Canvas, Image, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { asCallFailed, type CallFailed } from '../../kit/call/failure'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { Skeleton } from '../../ui/state/skeleton'
import { say } from '../../ui/toast'
import type { Poster } from './paint-poster'
import { CANVAS_ID, drawPoster, savePoster } from './poster-canvas'
import './poster.scss'

type Ask = {
  /** What to draw; null where it could not be had. Must stay the same between renders. */
  get: () => Promise<Poster | null>
  /** Why it could not be had. */
  failure: CallFailed | null
}

type Drawn = { file: string | null; failed: string | null; redraw: () => void }

/** Drawn when it is first asked for: the code comes from WeChat. */
const usePoster = (open: boolean, { get, failure }: Ask): Drawn => {
  const [file, setFile] = useState<string | null>(null)
  const [undrawn, setUndrawn] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!open || file !== null) return
    setUndrawn(null)
    void get().then(async (poster) => {
      if (poster === null) return
      await drawPoster(poster).then(setFile, (thrown: unknown) => setUndrawn(asCallFailed(thrown).detail))
    })
    // Another round is another try; what was drawn stays.
  }, [open, round, file, get])
  return { file, failed: undrawn ?? failure?.detail ?? null, redraw: () => setRound((before) => before + 1) }
}

/** A picture with one's own code, to keep or to show. */
export const PosterSheet = ({ open, onClose, ...ask }: Ask & { open: boolean; onClose: () => void }) => {
  const { file, failed, redraw } = usePoster(open, ask)
  const [refused, setRefused] = useState(false)
  const save = async () => {
    if (file === null) return
    const saved = await savePoster(file)
    setRefused(!saved)
    if (saved) say('已存到手机')
  }
  const button =
    failed === null ? (
      <Btn size="large" label="存到相册" disabled={file === null} onPress={() => void save()} />
    ) : (
      <Btn size="large" label="再画一次" onPress={redraw} />
    )
  return (
    <>
      {process.env.TARO_ENV === 'h5' ? null : <Canvas type="2d" id={CANVAS_ID} className="poster-canvas" />}
      <Sheet title="我的海报" open={open} onClose={onClose} footer={button}>
        {file !== null ? (
          <Image className="poster-picture" src={file} showMenuByLongpress aria-label="带小程序码的海报" />
        ) : failed === null ? (
          <Skeleton heights={[378]} />
        ) : (
          <View className="t14 ink-2 center top12">{failed}</View>
        )}
        {refused ? (
          <View className="t12 ink-2 center" role="alert">
            没有存进相册。可以长按图片发给朋友，或在小程序设置里允许存到相册再试
          </View>
        ) : null}
      </Sheet>
    </>
  )
}
