import { CustomWrapper, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { serverNowMs } from '../../kit/clock'
import { countdownText } from '../../kit/time'

const Ticking = ({ endsAt }: { endsAt: string }) => {
  const leftMs = () => new Date(endsAt).getTime() - serverNowMs()
  const [left, setLeft] = useState(leftMs)
  useEffect(() => {
    const timer = setInterval(() => setLeft(leftMs()), 1000)
    return () => clearInterval(timer)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the function is new each time, what it reads is endsAt
  }, [endsAt])
  return <View>{left > 0 ? `这次扫码有效，还剩 ${countdownText(left)}` : '这次扫码过时了，请重新扫'}</View>
}

/** How long this visit may be acted on. The wrapper keeps each second from sending the whole page's data. */
export const LeftOfVisit = ({ endsAt }: { endsAt: string }) => (
  <CustomWrapper>
    <Ticking endsAt={endsAt} />
  </CustomWrapper>
)
