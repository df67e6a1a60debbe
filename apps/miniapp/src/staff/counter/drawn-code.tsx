import { View } from '@tarojs/components'
import { useCallback, useEffect, useState } from 'react'
import type { CallFailed } from '../../kit/call/failure'
import { Btn } from '../../ui/press/btn'
import { Skeleton } from '../../ui/state/skeleton'
import { FailureNote } from './failure-note'
import { MiniCode } from './mini-code'

type Props = {
  name: string
  busy: boolean
  failure: CallFailed | null
  /** Must stay the same between renders: another one draws again. */
  draw: () => Promise<{ image: string } | null>
}

/** WeChat draws the code; until it has, or when it does not, the page says so. */
export const DrawnCode = ({ name, busy, failure, draw }: Props) => {
  const [image, setImage] = useState<string | null>(null)
  const again = useCallback(() => draw().then((drawn) => setImage(drawn?.image ?? null)), [draw])
  useEffect(() => {
    void again()
  }, [again])
  if (image) return <MiniCode image={image} name={name} />
  if (busy || !failure) return <Skeleton heights={[220]} />
  return (
    <View className="top12">
      <FailureNote failure={failure} />
      <View className="top12">
        <Btn label="再取一次码" kind="line" size="medium" onPress={() => void again()} />
      </View>
    </View>
  )
}
