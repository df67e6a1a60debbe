import { Canvas, Image, View } from '@tarojs/components'
import { useState } from 'react'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { Skeleton } from '../../ui/state/skeleton'
import { say } from '../../ui/toast'
import { PlainPoster } from './plain-poster'
import { CANVAS_ID, savePoster } from './poster-canvas'
import { usePoster, type PosterSource } from './use-poster'
import './poster.scss'

type Drawn = ReturnType<typeof usePoster>

/** Where the picture lies that can be kept; null until there is one. */
const sourceOf = ({ file, plain }: Drawn) =>
  file ?? (plain?.picture === undefined ? null : `${API_BASE}${plain.picture}`)

const Shown = ({ drawn, src }: { drawn: Drawn; src: string | null }) => {
  const { plain, failed, lost } = drawn
  if (src !== null && plain !== null) return <PlainPoster poster={plain} src={src} onLost={lost} />
  if (src !== null)
    return <Image className="poster-picture" src={src} showMenuByLongpress aria-label="带小程序码的海报" />
  if (failed === null) return <Skeleton heights={[378]} />
  return <View className="t14 ink-2 center top12">{failed}</View>
}

/** A picture with one's own code, to keep or to show. */
export const PosterSheet = ({ open, onClose, ...source }: PosterSource & { open: boolean; onClose: () => void }) => {
  const drawn = usePoster(open, source)
  const [refused, setRefused] = useState(false)
  const src = sourceOf(drawn)
  const save = async () => {
    if (src === null) return
    const saved = await savePoster(src)
    setRefused(!saved)
    if (saved) say('已存到手机')
  }
  const button =
    src !== null || drawn.failed === null ? (
      <Btn size="large" label="存到相册" disabled={src === null} onPress={() => void save()} />
    ) : (
      <Btn size="large" label="再画一次" onPress={drawn.redraw} />
    )
  return (
    <>
      {process.env.TARO_ENV === 'h5' ? null : <Canvas type="2d" id={CANVAS_ID} className="poster-canvas" />}
      <Sheet title="我的海报" open={open} onClose={onClose} footer={button}>
        <Shown drawn={drawn} src={src} />
        {refused ? (
          <View className="t12 ink-2 center" role="alert">
            没有存进相册。可以长按图片发给朋友，或在小程序设置里允许存到相册再试
          </View>
        ) : null}
      </Sheet>
    </>
  )
}
