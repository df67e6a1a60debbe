import { CustomWrapper, View } from '@tarojs/components'
import { countdownText } from '../../kit/time'
import { useLeft } from '../../kit/use-left'

const Ticking = ({ endsAt }: { endsAt: string }) => {
  const leftMs = useLeft(endsAt)
  return <View>{leftMs > 0 ? `这次扫码有效，还剩 ${countdownText(leftMs)}` : '这次扫码过时了，请重新扫'}</View>
}

/** How long this visit may be acted on. The wrapper keeps each second from sending the whole page's data. */
export const LeftOfVisit = ({ endsAt }: { endsAt: string }) => (
  <CustomWrapper>
    <Ticking endsAt={endsAt} />
  </CustomWrapper>
)
